package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Workspaces, made by whoever operates the installation.
final class InstallationTest {
  private static final String ALL = "/api/v1/workspaces";

  private final ApiWorld world = new ApiWorld();
  private final Client operator = world.operator();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void workspace_is_made_with_its_first_admin_key_which_is_shown_once() {
    Reply made = operator.post(ALL, "{\"name\":\"Harbour\"}").expect(201);
    String key = made.json().at("/admin_key/key").asString();
    Client theirs = world.client(key);
    assertThat(theirs.get("/api/v1/workspace").expect(200).get("id")).isEqualTo(made.get("id"));
    assertThat(theirs.get("/api/v1/workspace").get("name")).isEqualTo("Harbour");
    assertThat(theirs.get("/api/v1/oauth-clients").json().path("items")).isEmpty();
    assertThat(operator.get(ALL).expect(200).text()).contains("Harbour").doesNotContain(key);
    assertThat(theirs.get("/api/v1/keys").text()).doesNotContain(key);
  }

  @Test
  void both_logs_say_who_made_it_and_hold_no_key() {
    Reply made = operator.post(ALL, "{\"name\":\"Harbour\"}").expect(201);
    String key = made.json().at("/admin_key/key").asString();
    for (Client admin : List.of(operator, world.client(key))) {
      assertThat(admin.get("/api/v1/audit-events").expect(200).text())
          .contains("workspace.created", made.get("id"))
          .doesNotContain(key);
      assertThat(
              admin
                  .get("/api/v1/audit-events/verification")
                  .expect(200)
                  .json()
                  .path("whole")
                  .asBoolean())
          .isTrue();
    }
  }

  @Test
  void only_an_admin_of_the_first_workspace_operates_the_installation() {
    String key = operator.post(ALL, "{\"name\":\"Second\"}").json().at("/admin_key/key").asString();
    for (Client other : List.of(world.admin(), world.client(key), world.app("viewer"))) {
      other.get(ALL).refused(403, "operator_key_required");
      other.post(ALL, "{\"name\":\"x\"}").refused(403, "operator_key_required");
    }
    world.nobody().get(ALL).refused(401, "unauthorized");
    assertThat(operator.get(ALL).text()).doesNotContain("\"x\"");
  }

  @Test
  void operators_key_does_nothing_within_other_workspaces() {
    world.acme(world.admin());
    operator.get("/api/v1/oauth-clients/acme").refused(404, "integration_not_found");
    assertThat(operator.get("/api/v1/oauth-clients").json().path("items")).isEmpty();
  }

  @Test
  void bad_names_are_refused_and_the_list_goes_page_by_page() {
    operator.post(ALL, "{}").refused(400, "invalid_request");
    operator.post(ALL, "{\"name\":\" \"}").refused(400, "invalid_request");
    operator.post(ALL, "{\"name\":\"x\",\"id\":\"ws_9\"}").refused(400, "invalid_request");
    Reply first = operator.get(ALL + "?limit=1").expect(200);
    assertThat(first.json().path("items").size()).isEqualTo(1);
    Reply rest = operator.get(ALL + "?cursor=" + first.get("next_cursor")).expect(200);
    assertThat(rest.json().path("items").size()).isEqualTo(2);
    assertThat(first.text() + rest.text()).contains(WorkspaceId.FIRST.value(), "ws_ours");
  }
}
