package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.TokenEndpoint.Revocation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A21: the same provider account connected twice, of which one is deleted.
final class SharedAccountsTest {
  private static final String ALL = "/api/v1/connections";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();
  private final Client app = world.app("viewer");

  @BeforeEach
  void register() {
    world.acme(admin);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void A21_deleting_one_of_two_connections_of_an_account_says_that_the_other_may_end_too() {
    String ada = connect(admin, "acme", "ada", "42");
    String bob = connect(admin, "acme", "bob", "42");
    connect(admin, "acme", "cleo", "43");

    Reply deleted = admin.delete(ALL + "/" + ada).expect(200);

    assertThat(affected(deleted)).containsExactly(bob);
    assertThat(deleted.get("detail"))
        .startsWith("The provider has confirmed")
        .contains("The same account is connected by " + bob);
    assertThat(admin.get(ALL + "/" + bob).get("status")).isEqualTo("active");
    app.post("/api/v1/token", "{\"integration\":\"acme\",\"user\":\"bob\"}").expect(200);
  }

  @Test
  void A21_two_clients_of_one_provider_are_told_apart_from_two_providers() {
    world.client(admin, "twin", "generic-oauth2");
    register("elsewhere", "https://id.other.test/token");
    String ada = connect(admin, "acme", "ada", "42");
    String twin = connect(admin, "twin", "ada", "42");
    connect(admin, "elsewhere", "ada", "42");

    assertThat(affected(admin.delete(ALL + "/" + ada))).containsExactly(twin);
  }

  @Test
  void A21_another_workspace_is_neither_touched_nor_told_of() {
    Client theirs = world.theirAdmin();
    world.acme(theirs);
    String other = connect(theirs, "acme", "eve", "42");
    String ada = connect(admin, "acme", "ada", "42");

    Reply deleted = admin.delete(ALL + "/" + ada).expect(200);

    Reply alone = admin.delete(ALL + "/" + connect(admin, "acme", "ada", "44")).expect(200);
    assertThat(deleted.get("detail")).isEqualTo(alone.get("detail"));
    assertThat(affected(deleted)).isEmpty();
    assertThat(theirs.get(ALL + "/" + other).get("status")).isEqualTo("active");
  }

  @Test
  void A21_an_app_is_told_of_no_connection_that_it_may_not_see() {
    world.client(admin, "twin", "generic-oauth2");
    admin.patch("/api/v1/oauth-clients/twin", "{\"apps\":[\"another\"]}").expect(200);
    String ada = connect(admin, "acme", "ada", "42");
    connect(admin, "twin", "ada", "42");

    Reply deleted = app.delete(ALL + "/" + ada).expect(200);

    assertThat(affected(deleted)).isEmpty();
    assertThat(deleted.get("detail")).doesNotContain("same account");
  }

  @Test
  void nothing_is_warned_of_where_the_provider_was_not_asked_or_the_other_is_over() {
    String ada = connect(admin, "acme", "ada", "42");
    String bob = connect(admin, "acme", "bob", "42");
    world.provider.revokes(new Revocation.NotSupported());

    assertThat(affected(admin.delete(ALL + "/" + ada))).isEmpty();

    world.provider.revokes(new Revocation.Revoked());
    assertThat(affected(admin.delete(ALL + "/" + bob))).isEmpty();
  }

  private void register(String name, String tokenUrl) {
    admin
        .post(
            "/api/v1/oauth-clients",
            """
            {"name":"%s","connector":"generic-oauth2","client_id":"other-1",
             "client_secret":"planted-secret-5","authorization_url":"https://id.acme.test/authorize",
             "token_url":"%s"}
            """
                .formatted(name, tokenUrl))
        .expect(201);
  }

  private static String connect(Client caller, String integration, String user, String subject) {
    return caller
        .post(
            ALL,
            """
            {"integration":"%s","user":"%s","refresh_token":"planted-refresh-1",
             "account":{"subject":"%s"}}
            """
                .formatted(integration, user, subject))
        .expect(201)
        .get("id");
  }

  private static List<String> affected(Reply reply) {
    return reply
        .expect(200)
        .json()
        .path("possibly_affected")
        .valueStream()
        .map(id -> id.asString())
        .toList();
  }
}
