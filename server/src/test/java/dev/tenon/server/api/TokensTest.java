package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.oauth.TokenAnswer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TokensTest {
  private static final String TOKEN = "/api/v1/token";
  private static final String ASK = "{\"integration\":\"acme\",\"user\":\"ada\"}";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();
  private final Client app = world.app("viewer");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void token_is_issued_with_all_that_an_app_needs() {
    connect();
    Reply reply = app.post(TOKEN, ASK).expect(200);
    Golden.assertMatches("token-issued", reply);
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    world.clock.advance(Duration.ofMinutes(10));
    assertThat(app.post(TOKEN, ASK).json().path("expires_in").asLong()).isEqualTo(3000);
  }

  @Test
  void token_whose_end_nobody_knows_says_null() {
    world.acme(admin);
    admin
        .post(
            "/api/v1/connections",
            "{\"integration\":\"acme\",\"user\":\"ada\",\"access_token\":\"planted-access-1\"}")
        .expect(201);
    Golden.assertMatches("token-without-expiry", app.post(TOKEN, ASK).expect(200));
  }

  @Test
  void integration_that_is_mistyped_is_not_found_with_the_nearest_name() {
    world.acme(admin);
    Reply reply = app.post(TOKEN, "{\"integration\":\"acne\",\"user\":\"ada\"}");
    Golden.assertMatches("integration-not-found", reply.refused(404, "integration_not_found"));
  }

  @Test
  void integration_of_other_apps_is_not_assigned() {
    world.acme(admin);
    admin.patch("/api/v1/oauth-clients/acme", "{\"apps\":[\"other\"]}").expect(200);
    Golden.assertMatches(
        "integration-not-assigned", app.post(TOKEN, ASK).refused(412, "integration_not_assigned"));
  }

  @Test
  void user_who_never_connected_is_sent_to_a_link() {
    world.acme(admin);
    Reply reply = app.post(TOKEN, ASK);
    Golden.assertMatches("connect-required", reply.refused(403, "connect_required"));
    assertThat(reply.get("connect_url")).startsWith("http://hub.test/connect/");
  }

  @Test
  void repeated_refusals_give_the_same_link_until_half_of_its_life_is_over_or_it_is_used() {
    world.acme(admin);
    String first = app.post(TOKEN, ASK).get("connect_url");
    world.clock.advance(Duration.ofMinutes(14));
    assertThat(app.post(TOKEN, ASK).get("connect_url")).isEqualTo(first);
    world.clock.advance(Duration.ofMinutes(2));
    String second = app.post(TOKEN, ASK).get("connect_url");
    assertThat(second).isNotEqualTo(first).startsWith("http://hub.test/connect/");
    assertThat(created("connect_link.created")).isEqualTo(2);
  }

  @Test
  void link_that_was_used_up_is_not_given_again() {
    world.acme(admin);
    String first = app.post(TOKEN, ASK).get("connect_url");
    world.useLinks();
    assertThat(app.post(TOKEN, ASK).get("connect_url")).isNotEqualTo(first);
  }

  /// E6: asks a wider scope than pinned.
  @Test
  void E6_scope_that_was_not_granted_is_refused_and_named() {
    connect();
    Reply reply =
        app.post(
            TOKEN, "{\"integration\":\"acme\",\"user\":\"ada\",\"scopes\":[\"read\",\"admin\"]}");
    Golden.assertMatches("scope-missing", reply.refused(403, "connect_required"));
    assertThat(reply.text()).doesNotContain("planted-access");
  }

  @Test
  void provider_that_is_down_is_a_503_with_retry_after() {
    connect();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        new TokenAnswer.Unavailable(503, Optional.of(Duration.ofSeconds(17)), "HTTP 503"));
    Reply reply = app.post(TOKEN, ASK).refused(503, "provider_unavailable");
    Golden.assertMatches("provider-unavailable", reply);
    assertThat(Long.parseLong(reply.header("Retry-After"))).isBetween(17L, 60L);
  }

  @Test
  void grant_that_is_dead_sends_the_user_to_a_link() {
    connect();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "revoked", 400));
    Golden.assertMatches("grant-dead", app.post(TOKEN, ASK).refused(403, "connect_required"));
  }

  @Test
  void client_that_is_rejected_is_the_admins_to_mend() {
    connect();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));
    Golden.assertMatches(
        "oauth-client-rejected", app.post(TOKEN, ASK).refused(502, "oauth_client_rejected"));
  }

  @Test
  void user_must_be_named_where_users_connect() {
    world.acme(admin);
    Golden.assertMatches(
        "user-required",
        app.post(TOKEN, "{\"integration\":\"acme\"}").refused(400, "invalid_request"));
  }

  /// E7: management key reads every token.
  @Test
  void E7_admin_key_obtains_no_token() {
    connect();
    Reply reply = admin.post(TOKEN, ASK).refused(403, "app_key_required");
    Golden.assertMatches("app-key-required", reply);
    admin
        .post("/api/v1/token/report-invalid", "{\"connection_id\":\"con_1\",\"token_version\":1}")
        .refused(403, "app_key_required");
  }

  @Test
  void report_of_the_version_that_is_handed_out_refreshes_it_once() {
    String id = connect();
    String report = "{\"connection_id\":\"%s\",\"token_version\":1}".formatted(id);
    Golden.assertMatches(
        "report-invalid", app.post("/api/v1/token/report-invalid", report).expect(200));
    app.post("/api/v1/token/report-invalid", report).expect(200);
    assertThat(world.provider.requests()).hasSize(1);
    assertThat(app.post(TOKEN, ASK).get("access_token")).isEqualTo("planted-access-2");
  }

  @Test
  void report_that_finds_the_grant_dead_leads_the_user_to_a_link() {
    String id = connect();
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "", 400));

    Reply dead =
        app.post(
                "/api/v1/token/report-invalid",
                "{\"connection_id\":\"%s\",\"token_version\":1}".formatted(id))
            .refused(403, "connect_required");

    assertThat(dead.get("connect_url")).startsWith("http://hub.test/connect/");
    assertThat(dead.get("connection_id")).isEqualTo(id);
  }

  @Test
  void second_report_in_a_row_waits() {
    String id = connect();
    String path = "/api/v1/token/report-invalid";
    app.post(path, "{\"connection_id\":\"%s\",\"token_version\":1}".formatted(id)).expect(200);
    Reply reply =
        app.post(path, "{\"connection_id\":\"%s\",\"token_version\":2}".formatted(id))
            .refused(429, "reported_too_soon");
    assertThat(Long.parseLong(reply.header("Retry-After"))).isBetween(1L, 30L);
  }

  @Test
  void report_about_a_connection_that_is_not_there_is_not_found() {
    world.acme(admin);
    String path = "/api/v1/token/report-invalid";
    for (String id : new String[] {"con_unknown", "", "x", "con_../1"}) {
      Reply reply = app.post(path, "{\"connection_id\":\"%s\",\"token_version\":1}".formatted(id));
      assertThat(reply.status()).as(id).isIn(400, 404);
    }
    app.post(path, "{\"connection_id\":\"con_unknown\",\"token_version\":1}")
        .refused(404, "not_found");
  }

  /// E8: refresh token requested.
  @Test
  void E8_no_answer_ever_holds_a_refresh_token() {
    String id = connect();
    app.post(TOKEN, ASK).expect(200);
    app.post(TOKEN, "{\"integration\":\"acme\",\"user\":\"ada\",\"include_refresh_token\":true}")
        .refused(400, "invalid_request");
    admin.post("/api/v1/connections/" + id + "/refresh").expect(200);
    admin.get("/api/v1/connections/" + id + "/events").expect(200);
    admin.get("/api/v1/audit-events").expect(200);
    admin.delete("/api/v1/connections/" + id).expect(200);
    assertThat(world.answers).isNotEmpty().noneMatch(it -> it.contains("planted-refresh"));
    assertThat(world.answers)
        .filteredOn(it -> it.contains("planted-access"))
        .allMatch(it -> it.startsWith("POST " + TOKEN + " "));
  }

  /// E10: error differences reveal which users are connected.
  @Test
  void E10_refusals_of_an_app_that_may_not_ask_are_the_same_for_every_user() {
    connect();
    admin.patch("/api/v1/oauth-clients/acme", "{\"apps\":[]}").expect(200);
    Reply connected = app.post(TOKEN, ASK);
    Reply never = app.post(TOKEN, "{\"integration\":\"acme\",\"user\":\"nobody\"}");
    assertThat(connected.text().replaceAll("req_\\w+", ""))
        .isEqualTo(never.text().replaceAll("req_\\w+", ""));
  }

  private String connect() {
    world.acme(admin);
    return world.connect(admin, "ada");
  }

  private long created(String action) {
    return admin
        .get("/api/v1/audit-events?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(it -> it.path("action").asString().equals(action))
        .count();
  }
}
