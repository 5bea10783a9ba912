package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.TokenEndpoint.Revocation;
import dev.tenon.oauth.TokenRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  private static final String ALL = "/api/v1/connections";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();
  private final Client app = world.app("viewer");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void imported_connection_is_shown_as_the_contract_says() {
    world.acme(admin);
    Reply imported =
        admin.post(
            ALL,
            """
            {"integration":"acme","user":"ada","access_token":"planted-access-1",
             "refresh_token":"planted-refresh-1","expires_in":3600,"scope":"read",
             "account":{"subject":"42","name":"Ada","email":"ada@acme.test"}}
            """);
    Golden.assertMatches("connection", imported.expect(201));
    assertThat(admin.get(ALL + "/" + imported.get("id")).json()).isEqualTo(imported.json());
  }

  @Test
  void importing_again_replaces_the_tokens_of_the_same_connection() {
    world.acme(admin);
    String id = world.connect(admin, "ada");
    Reply again =
        admin.post(
            ALL,
            "{\"integration\":\"acme\",\"user\":\"ada\",\"access_token\":\"planted-access-9\"}");
    assertThat(again.expect(200).get("id")).isEqualTo(id);
    assertThat(app.post("/api/v1/token", ask("ada")).get("access_token"))
        .isEqualTo("planted-access-9");
  }

  @Test
  void refresh_token_alone_is_spent_at_the_first_request_for_a_token() {
    world.acme(admin);
    admin
        .post(
            ALL,
            "{\"integration\":\"acme\",\"user\":\"ada\",\"refresh_token\":\"planted-refresh-1\"}")
        .expect(201);
    assertThat(world.provider.requests()).isEmpty();
    assertThat(app.post("/api/v1/token", ask("ada")).expect(200).get("access_token"))
        .isEqualTo("planted-access-2");
    assertThat(world.provider.requests().getFirst()).isInstanceOf(TokenRequest.Refresh.class);
  }

  @Test
  void api_key_and_password_are_imported_as_credentials() {
    world.client(admin, "keys", "generic-api-key");
    world.client(admin, "basic", "generic-basic");
    admin
        .post(
            ALL,
            "{\"integration\":\"keys\",\"user\":\"ada\",\"credentials\":{\"api_key\":\"k-1\"}}")
        .expect(201);
    admin
        .post(
            ALL,
            """
            {"integration":"basic","user":"ada","credentials":{"username":"a","password":"b"}}
            """)
        .expect(201);
    Reply key = app.post("/api/v1/token", "{\"integration\":\"keys\",\"user\":\"ada\"}");
    assertThat(key.expect(200).get("access_token")).isEqualTo("k-1");
    Reply basic = app.post("/api/v1/token", "{\"integration\":\"basic\",\"user\":\"ada\"}");
    assertThat(basic.expect(200).get("access_token")).isEqualTo("YTpi");
    assertThat(basic.get("token_type")).isEqualTo("Basic");
  }

  /// F6: import API with token combos that make no sense.
  @Test
  void F6_impossible_imports_are_refused() {
    world.acme(admin);
    world.client(admin, "keys", "generic-api-key");
    world.robot(admin);
    List<String> impossible =
        List.of(
            "\"integration\":\"acme\"",
            "\"integration\":\"acme\",\"expires_in\":5",
            "\"integration\":\"acme\",\"refresh_token\":\"r\",\"expires_in\":5",
            "\"integration\":\"acme\",\"access_token\":\"a\",\"expires_in\":5,"
                + "\"expires_at\":\"2026-01-03T00:00:00Z\"",
            "\"integration\":\"acme\",\"access_token\":\"a\","
                + "\"expires_at\":\"2020-01-01T00:00:00Z\"",
            "\"integration\":\"acme\",\"credentials\":{\"api_key\":\"k\"}",
            "\"integration\":\"keys\",\"access_token\":\"a\"",
            "\"integration\":\"keys\",\"credentials\":{\"username\":\"a\"}",
            "\"integration\":\"keys\",\"credentials\":{\"api_key\":\"k\"},\"expires_in\":9",
            "\"integration\":\"robot\",\"access_token\":\"a\"");
    for (String members : impossible) {
      admin.post(ALL, "{" + members + ",\"user\":\"ada\"}").refused(422, "invalid_import");
    }
    Golden.assertMatches(
        "invalid-import",
        admin.post(ALL, "{\"integration\":\"acme\",\"user\":\"ada\",\"expires_in\":5}"));
    assertThat(admin.get(ALL).json().path("items")).isEmpty();
  }

  @Test
  void another_account_does_not_replace_the_one_that_is_connected() {
    world.acme(admin);
    String body =
        "{\"integration\":\"acme\",\"user\":\"ada\",\"access_token\":\"a\",\"account\":{\"subject\":\"%s\"}}";
    admin.post(ALL, body.formatted("42")).expect(201);
    admin.post(ALL, body.formatted("43")).refused(409, "other_account");
  }

  @Test
  void deleted_connection_is_revoked_at_the_provider_and_says_so() {
    world.acme(admin);
    String id = world.connect(admin, "ada");
    Golden.assertMatches("connection-deleted", admin.delete(ALL + "/" + id).expect(200));
    assertThat(world.provider.revocations()).hasSize(1);
    assertThat(world.provider.revocations().getFirst().refreshToken()).isPresent();
    app.post("/api/v1/token", ask("ada")).refused(403, "connect_required");
    assertThat(admin.get(ALL + "/" + id).get("status")).isEqualTo("revoked");
  }

  @Test
  void revocation_that_the_provider_does_not_confirm_is_told_and_can_be_tried_again() {
    world.acme(admin);
    String id = world.connect(admin, "ada");
    world.provider.revokes(new Revocation.Failed("HTTP 503"));
    Reply first = admin.delete(ALL + "/" + id).expect(200);
    Golden.assertMatches("connection-deleted-unconfirmed", first);
    app.post("/api/v1/token", ask("ada")).refused(403, "connect_required");
    world.provider.revokes(new Revocation.Revoked());
    Reply second = admin.delete(ALL + "/" + id).expect(200);
    assertThat(second.json().path("revoked_at_provider").asBoolean()).isTrue();
  }

  @Test
  void provider_without_revocation_is_told() {
    world.acme(admin);
    String id = world.connect(admin, "ada");
    world.provider.revokes(new Revocation.NotSupported());
    Golden.assertMatches(
        "connection-deleted-not-supported", admin.delete(ALL + "/" + id).expect(200));
  }

  @Test
  void refresh_gives_a_new_version_whatever_the_age() {
    world.acme(admin);
    String id = world.connect(admin, "ada");
    admin.post(ALL + "/" + id + "/refresh").expect(200);
    assertThat(app.post("/api/v1/token", ask("ada")).json().path("token_version").asLong())
        .isEqualTo(2);
    app.post(ALL + "/" + id + "/refresh").expect(200);
  }

  @Test
  void connection_without_a_refresh_token_cannot_be_refreshed() {
    world.acme(admin);
    String id =
        admin
            .post(ALL, "{\"integration\":\"acme\",\"user\":\"ada\",\"access_token\":\"a\"}")
            .get("id");
    Golden.assertMatches(
        "not-refreshable", admin.post(ALL + "/" + id + "/refresh").refused(409, "not_refreshable"));
  }

  @Test
  void events_tell_what_happened_newest_first() {
    world.acme(admin);
    String id = world.connect(admin, "ada");
    world.clock.advance(Duration.ofMinutes(1));
    admin.post(ALL + "/" + id + "/refresh").expect(200);
    Golden.assertMatches("connection-events", admin.get(ALL + "/" + id + "/events").expect(200));
  }

  @Test
  void list_is_filtered_and_goes_on_page_by_page() {
    world.acme(admin);
    world.client(admin, "other", "generic-oauth2");
    for (String user : List.of("ada", "bob", "cleo")) {
      world.connect(admin, user);
      world.clock.advance(Duration.ofSeconds(1));
    }
    Reply first = admin.get(ALL + "?limit=2").expect(200);
    assertThat(users(first)).containsExactly("cleo", "bob");
    Reply second = admin.get(ALL + "?limit=2&cursor=" + first.get("next_cursor")).expect(200);
    assertThat(users(second)).containsExactly("ada");
    assertThat(users(admin.get(ALL + "?user=bob"))).containsExactly("bob");
    assertThat(users(admin.get(ALL + "?integration=acme&status=active"))).hasSize(3);
    assertThat(users(admin.get(ALL + "?integration=other"))).isEmpty();
    assertThat(users(admin.get(ALL + "?status=revoked"))).isEmpty();
    admin.get(ALL + "?status=asleep").refused(400, "invalid_request");
  }

  private static List<String> users(Reply reply) {
    return reply
        .expect(200)
        .json()
        .path("items")
        .valueStream()
        .map(it -> it.path("user").asString())
        .toList();
  }

  private static String ask(String user) {
    return "{\"integration\":\"acme\",\"user\":\"%s\"}".formatted(user);
  }
}
