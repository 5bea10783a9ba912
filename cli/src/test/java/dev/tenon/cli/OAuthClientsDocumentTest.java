package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// App Xchange's page "OAuth Clients", from a shell.
final class OAuthClientsDocumentTest {
  private static final String LIST =
      """
      {"items":[
        {"name":"pier","connector":"harbour","connection_definition":"user-sign-in",
         "provided_by":null,"client_id":"p-1","apps":"all","public":true},
        {"name":"quay","connector":"fields","connection_definition":"user-sign-in",
         "provided_by":{"workspace":"ws_2","name":"Growers"},"client_id":null,"apps":["viewer"],
         "public":true},
        {"name":"Wharf","connector":"wharf","connection_definition":"user-sign-in",
         "provided_by":{"workspace":"ws_3","name":"Wharf Inc"},"public":true,
         "uses":"ws_3/Wharf"}],
       "next_cursor":null}""";
  private static final String DEPENDENTS =
      """
      {"connections":{"pending_verification":0,"active":2,"failing":1,
       "reauthorization_required":0,"revoked":0},"apps":["viewer"],"sign_in":false,
       "borrowers":3,"deletable":false}""";

  private final Program tenon = new Program();

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void table_shows_which_are_public_whose_they_are_and_how_to_use_them() {
    tenon.hub().on("GET /api/v1/oauth-clients", 200, LIST);
    tenon.hub().on("GET /api/v1/oauth-clients?search=ha%20r", 200, LIST);

    Golden.assertMatches("oauth-clients-public.txt", tenon.run("oauth-clients list").seen());

    tenon.run(List.of("oauth-clients", "list", "--search", "ha r"));
    assertThat(tenon.hub().last().route()).isEqualTo("GET /api/v1/oauth-clients?search=ha%20r");
  }

  @Test
  void public_client_of_another_workspace_is_used_by_one_command_that_asks_for_no_secret() {
    tenon.hub().on("POST /api/v1/oauth-clients", 201, "{\"name\":\"wharf\",\"public\":true}");

    tenon.answering("never-asked").run("oauth-clients create wharf --uses ws_3/Wharf --app viewer");

    assertThat(tenon.hub().last().body())
        .isEqualTo("{\"uses\":\"ws_3/Wharf\",\"apps\":[\"viewer\"],\"name\":\"wharf\"}");
  }

  @Test
  void public_can_be_switched_on_and_off_and_not_both() {
    tenon.hub().on("PATCH /api/v1/oauth-clients/pier", 200, "{\"name\":\"pier\"}");

    tenon.run("oauth-clients update pier --public");
    assertThat(tenon.hub().last().body()).isEqualTo("{\"public\":true}");
    tenon.run("oauth-clients update pier --private");
    assertThat(tenon.hub().last().body()).isEqualTo("{\"public\":false}");
    assertThat(tenon.run("oauth-clients update pier --public --private").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void delete_shows_what_depends_on_it_first_and_asks() {
    tenon.hub().on("GET /api/v1/oauth-clients/pier/dependents", 200, DEPENDENTS);
    tenon.hub().on("DELETE /api/v1/oauth-clients/pier", 204, "");

    var kept = tenon.columns(80).agreeing(false).run("oauth-clients delete pier");
    assertThat(kept.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(tenon.hub().received()).hasSize(1);
    var deleted = tenon.agreeing(true).run("oauth-clients delete pier");
    assertThat(deleted.code()).isEqualTo(ExitCode.OK);

    Golden.assertMatches("oauth-clients-delete.txt", kept.seen() + deleted.seen());
  }

  @Test
  void delete_does_not_ask_with_yes_or_where_nobody_is() {
    tenon.hub().on("DELETE /api/v1/oauth-clients/pier", 204, "");

    assertThat(tenon.columns(80).run("oauth-clients delete pier --yes").code())
        .isEqualTo(ExitCode.OK);
    assertThat(tenon.columns(0).run("oauth-clients delete pier").code()).isEqualTo(ExitCode.OK);
    assertThat(tenon.hub().received()).hasSize(2);
  }

  @Test
  void operator_makes_a_workspace_and_gets_its_first_key_once() {
    tenon
        .hub()
        .on(
            "POST /api/v1/workspaces",
            201,
            """
            {"id":"ws_9","name":"Harbour Works","operator":false,
             "created_at":"2026-01-01T00:00:00Z",
             "admin_key":{"id":"key_1","name":"first","key":"tenon_new"}}""");
    tenon
        .hub()
        .on(
            "GET /api/v1/workspaces",
            200,
            """
            {"items":[{"id":"ws_1","name":"Default","operator":true,
             "created_at":"2026-01-01T00:00:00Z"}],"next_cursor":null}""");

    var made = tenon.run("workspaces create Harbour");
    assertThat(made.out()).isEqualTo("tenon_new\n");
    assertThat(tenon.hub().last().body()).isEqualTo("{\"name\":\"Harbour\"}");
    Golden.assertMatches(
        "workspaces.txt",
        made.seen()
            + tenon.run("workspaces create Harbour --json").seen()
            + tenon.run("workspaces list").seen());
  }
}
