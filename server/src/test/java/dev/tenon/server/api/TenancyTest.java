package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TenancyTest {
  private static final String CONNECTIONS = "/api/v1/connections";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  /// E1: app of T1 uses T2's connection id, by guess, in body, header or path.
  @Test
  void E1_ids_of_another_workspace_are_as_unknown_as_made_up_ones() {
    world.acme(admin);
    String id = world.connect(admin, "ada");
    Client their = world.theirAdmin();
    Client theirApp = world.theirApp("spy");
    String link =
        admin
            .post("/api/v1/connect-links", "{\"integration\":\"acme\",\"user\":\"ada\"}")
            .expect(201)
            .get("id");
    for (Client caller : List.of(their, theirApp)) {
      same(caller, "GET", CONNECTIONS + "/", id, "con_made0up");
      same(caller, "DELETE", CONNECTIONS + "/", id, "con_made0up");
      same(caller, "GET", "/api/v1/connect-links/", link, "lnk_made0up");
      assertThat(caller.get(CONNECTIONS).expect(200).json().path("items")).isEmpty();
    }
    String report = "{\"connection_id\":\"%s\",\"token_version\":1}";
    assertThat(stable(theirApp.post("/api/v1/token/report-invalid", report.formatted(id))))
        .isEqualTo(
            stable(theirApp.post("/api/v1/token/report-invalid", report.formatted("con_made0up"))));
    same(their, "GET", "/api/v1/oauth-clients/", "acme", "acme");
    assertThat(their.get("/api/v1/apps").json().path("items").size()).isEqualTo(1);
    assertThat(admin.get(CONNECTIONS + "/" + id).expect(200).get("status")).isEqualTo("active");
    assertThat(their.get("/api/v1/audit-events").text())
        .contains("\"action\":\"connection.not_found\",\"target\":\"" + id + "\"")
        .contains("\"action\":\"connect_link.not_found\",\"target\":\"" + link + "\"");
  }

  @Test
  void E1_cursor_of_another_workspace_or_list_is_refused() {
    for (String name : List.of("a", "b", "c")) {
      admin.post("/api/v1/apps", "{\"name\":\"%s\"}".formatted(name)).expect(201);
    }
    String cursor = admin.get("/api/v1/apps?limit=1").get("next_cursor");
    admin.get("/api/v1/apps?limit=1&cursor=" + cursor).expect(200);
    world.theirAdmin().get("/api/v1/apps?cursor=" + cursor).refused(400, "invalid_request");
    admin.get("/api/v1/users?cursor=" + cursor).refused(400, "invalid_request");
    String altered = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);
    Golden.assertMatches(
        "cursor-refused",
        admin.get("/api/v1/apps?cursor=" + altered).refused(400, "invalid_request"));
  }

  /// E2: app A reads a connection granted only to app B in the same tenant.
  @Test
  void E2_app_sees_only_connections_of_integrations_that_it_may_use() {
    Client viewer = world.app("viewer");
    Client other = world.app("other");
    world.acme(admin);
    admin.patch("/api/v1/oauth-clients/acme", "{\"apps\":[\"viewer\"]}").expect(200);
    String id = world.connect(admin, "ada");
    viewer.get(CONNECTIONS + "/" + id).expect(200);
    same(other, "GET", CONNECTIONS + "/", id, "con_made0up");
    same(other, "DELETE", CONNECTIONS + "/", id, "con_made0up");
    other.post(CONNECTIONS + "/" + id + "/refresh").refused(404, "not_found");
    other.get(CONNECTIONS + "/" + id + "/events").refused(404, "not_found");
    assertThat(other.get(CONNECTIONS).json().path("items")).isEmpty();
    assertThat(other.get(CONNECTIONS + "?integration=acme").json().path("items")).isEmpty();
    assertThat(viewer.get(CONNECTIONS).json().path("items").size()).isEqualTo(1);
    other
        .post(
            "/api/v1/token/report-invalid",
            "{\"connection_id\":\"%s\",\"token_version\":1}".formatted(id))
        .refused(404, "not_found");
    other
        .post(CONNECTIONS, "{\"integration\":\"acme\",\"user\":\"eve\",\"access_token\":\"a\"}")
        .refused(412, "integration_not_assigned");
    other
        .post("/api/v1/connect-links", "{\"integration\":\"acme\",\"user\":\"ada\"}")
        .refused(412, "integration_not_assigned");
  }

  @Test
  void E2_connection_that_an_app_holds_itself_is_no_other_apps() {
    Client viewer = world.app("viewer");
    Client other = world.app("other");
    world.robot(admin);
    viewer.post("/api/v1/token", "{\"integration\":\"robot\"}").expect(200);
    String id = viewer.get(CONNECTIONS).json().path("items").path(0).path("id").asString();
    assertThat(viewer.get(CONNECTIONS + "/" + id).expect(200).get("app")).isEqualTo("viewer");
    same(other, "GET", CONNECTIONS + "/", id, "con_made0up");
    assertThat(other.get(CONNECTIONS).json().path("items")).isEmpty();
  }

  @Test
  void E2_link_of_one_app_is_no_other_apps() {
    Client viewer = world.app("viewer");
    Client other = world.app("other");
    world.acme(admin);
    String id =
        viewer
            .post("/api/v1/connect-links", "{\"integration\":\"acme\",\"user\":\"ada\"}")
            .expect(201)
            .get("id");
    viewer.get("/api/v1/connect-links/" + id).expect(200);
    same(other, "GET", "/api/v1/connect-links/", id, "lnk_made0up");
    other
        .post("/api/v1/connect-links/" + id + "/confirm", "{\"connect_code\":\"x\"}")
        .refused(404, "not_found");
    other.delete("/api/v1/connect-links/" + id).refused(404, "not_found");
  }

  @Test
  void admins_calls_are_refused_to_apps() {
    Client app = world.app("viewer");
    for (String path :
        List.of(
            "/api/v1/apps",
            "/api/v1/keys",
            "/api/v1/users",
            "/api/v1/oauth-clients",
            "/api/v1/audit-events",
            "/api/v1/audit-events/verification")) {
      app.get(path).refused(403, "admin_key_required");
    }
    app.patch("/api/v1/workspace", "{}").refused(403, "admin_key_required");
  }

  private static void same(Client caller, String method, String path, String real, String madeUp) {
    Reply one = method.equals("GET") ? caller.get(path + real) : caller.delete(path + real);
    Reply other = method.equals("GET") ? caller.get(path + madeUp) : caller.delete(path + madeUp);
    assertThat(one.status()).as(one.text()).isIn(403, 404);
    assertThat(stable(one)).isEqualTo(stable(other));
  }

  private static String stable(Reply reply) {
    return reply.status() + " " + reply.text().replaceAll("req_\\w+", "");
  }
}
