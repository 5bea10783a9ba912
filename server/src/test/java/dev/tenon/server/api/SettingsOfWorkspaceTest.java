package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SettingsOfWorkspaceTest {
  private static final String WORKSPACE = "/api/v1/workspace";
  private static final String RETENTION = WORKSPACE + "/retention";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void workspace_is_shown_to_its_own_keys() {
    Golden.assertMatches("workspace", admin.get(WORKSPACE).expect(200));
    assertThat(world.theirAdmin().get(WORKSPACE).get("id")).isEqualTo("ws_theirs");
  }

  @Test
  void verification_by_the_hub_needs_a_sign_in() {
    Golden.assertMatches(
        "sign-in-required",
        admin.patch(WORKSPACE, "{\"link_verification\":\"hub\"}").refused(400, "invalid_request"));
    assertThat(admin.get(WORKSPACE).get("link_verification")).isEqualTo("app");
    world.acme(admin);
    Reply changed =
        admin.patch(
            WORKSPACE,
            """
            {"link_verification":"hub","sign_in":{"oauth_client":"acme","claim":"email"}}
            """);
    Golden.assertMatches("workspace-hub", changed.expect(200));
  }

  @Test
  void sign_in_names_a_client_of_the_workspace_and_unknown_fields_are_told_with_their_place() {
    Reply reply =
        admin.patch(WORKSPACE, "{\"sign_in\":{\"oauth_client\":\"nope\",\"clam\":\"sub\"}}");
    Golden.assertMatches("sign-in-refused", reply.refused(400, "invalid_request"));
  }

  @Test
  void retention_is_the_workspaces_own_and_its_change_is_written_down() {
    Golden.assertMatches("retention", admin.get(RETENTION).expect(200));

    admin
        .put(
            RETENTION,
            """
            {"connection_events_days":3650,"webhook_events_days":1,"statistics_days":7,
             "audit_days":30}
            """)
        .expect(200);

    assertThat(admin.get(RETENTION).get("audit_days")).isEqualTo("30");
    assertThat(world.theirAdmin().get(RETENTION).get("webhook_events_days")).isEqualTo("30");
    Golden.assertMatches(
        "retention-changed", admin.get("/api/v1/audit-events?limit=1").expect(200));
    world.app("viewer").get(RETENTION).refused(403, "admin_key_required");
    admin
        .put(
            RETENTION,
            """
            {"connection_events_days":3650,"webhook_events_days":1,"statistics_days":7}
            """)
        .expect(200);
    assertThat(admin.get(RETENTION).json().path("audit_days").isNull()).isTrue();
  }

  @Test
  void retention_that_cannot_be_is_refused_field_by_field() {
    Golden.assertMatches(
        "retention-refused",
        admin
            .put(
                RETENTION,
                """
                {"connection_events_days":0,"webhook_events_days":366,"audit_days":29,"days":1}
                """)
            .refused(400, "invalid_request"));
    assertThat(admin.get(RETENTION).get("connection_events_days")).isEqualTo("90");
  }

  @Test
  void audit_log_tells_who_did_what_and_that_it_is_whole() {
    admin.post("/api/v1/users", "{\"id\":\"ada\"}").expect(201);
    Golden.assertMatches("audit-events", admin.get("/api/v1/audit-events?limit=1").expect(200));
    Golden.assertMatches(
        "audit-verification", admin.get("/api/v1/audit-events/verification").expect(200));
  }

  @Test
  void user_is_created_changed_and_deleted_unless_connected() {
    Golden.assertMatches(
        "user", admin.post("/api/v1/users", "{\"id\":\"ada\",\"name\":\"Ada\"}").expect(201));
    admin.post("/api/v1/users", "{\"id\":\"ada\"}").refused(409, "already_exists");
    assertThat(
            admin
                .patch("/api/v1/users/ada", "{\"name\":null}")
                .expect(200)
                .json()
                .path("name")
                .isNull())
        .isTrue();
    world.acme(admin);
    world.connect(admin, "ada");
    admin.delete("/api/v1/users/ada").refused(409, "in_use");
  }

  @Test
  void store_that_is_away_is_told_and_nothing_is_lost() {
    admin.get(WORKSPACE).expect(200);
    world.stores.goAway();
    Reply reply = admin.get(WORKSPACE).refused(503, "store_unavailable");
    Golden.assertMatches("store-unavailable", reply);
    world.stores.comeBack();
    admin.get(WORKSPACE).expect(200);
  }
}
