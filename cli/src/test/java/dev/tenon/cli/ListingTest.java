package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ListingTest {
  private static final String CLIENTS =
      """
      {"items":[
        {"name":"trimble-connect","connector":"trimble-connect","connection_definition":"user",
         "client_id":"3f1c9a52-0000-0000-0000-a1b2c3d4e5f6","scope":"openid harbour","apps":"all",
         "client_secret_expires_at":"2026-06-30T00:00:00Z","public":false,
         "redirect_uri":"https://hub.example/api/integrations/oauth2/callback/"},
        {"name":"aps","connector":"autodesk","connection_definition":"three-legged",
         "client_id":"abc","apps":["viewer","planner"]}],
       "next_cursor":null}""";
  private static final String CONNECTIONS =
      """
      {"items":[
        {"id":"con_1","integration":"trimble-connect","user":"ada","status":"active",
         "account":{"subject":"s","name":"Ada L.","email":"ada@example.com"},
         "scopes":["openid","harbour"],"created_at":"2026-01-01T00:00:00Z",
         "last_refreshed_at":"2026-01-02T03:04:05Z","next_refresh_at":"2026-01-09T03:04:05Z"},
        {"id":"con_2","integration":"aps","user":"bob \\u001b[31m","status":"failing",
         "last_error":{"code":"provider_unavailable","message":"Autodesk answers 503",
         "turn":"nobody"}}]}""";

  private final Program tenon = new Program();

  @BeforeEach
  void fill() {
    tenon.hub().on("GET /api/v1/oauth-clients", 200, CLIENTS);
    tenon.hub().on("GET /api/v1/connections", 200, CONNECTIONS);
    tenon
        .hub()
        .on(
            "GET /api/v1/connectors",
            200,
            """
            {"items":[{"name":"autodesk","title":"Autodesk Platform Services",
             "connection_definitions":[{"name":"three-legged"},{"name":"two-legged"}]}]}""");
    tenon
        .hub()
        .on(
            "GET /api/v1/apps",
            200,
            "{\"items\":[{\"name\":\"viewer\",\"created_at\":\"2026-01-01T00:00:00Z\"}]}");
    tenon
        .hub()
        .on(
            "GET /api/v1/apps/viewer/keys",
            200,
            """
            {"items":[{"id":"key_1","name":"ci","last_four":"x9Zq",
             "created_at":"2026-01-01T00:00:00Z"}]}""");
    tenon
        .hub()
        .on(
            "GET /api/v1/connections/con_1/events",
            200,
            """
            {"items":[{"at":"2026-01-01T00:00:00Z","type":"connected","details":{"link":"lnk_1"}},
             {"at":"2026-01-02T03:04:05Z","type":"refreshed","details":{}}]}""");
  }

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void lists_are_tables_for_people() {
    var seen = new StringBuilder();
    for (String line :
        new String[] {
          "oauth-clients list",
          "connections list",
          "connections events con_1",
          "connectors list",
          "apps list",
          "keys list viewer"
        }) {
      seen.append("$ tenon ").append(line).append('\n').append(tenon.run(line).seen());
    }

    Golden.assertMatches("lists.txt", seen.toString());
  }

  @Test
  void table_fits_the_window() {
    String narrow = tenon.columns(60).run("oauth-clients list").out();

    assertThat(narrow.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    Golden.assertMatches("lists-narrow.txt", narrow);
  }

  @Test
  void lists_are_the_hubs_own_items_for_programs() {
    Golden.assertMatches("lists-json.txt", tenon.run("oauth-clients list --json").seen());
  }

  @Test
  void empty_list_says_so_and_what_to_do() {
    try (var empty = new Program()) {
      empty.hub().on("GET /api/v1/oauth-clients", 200, "{\"items\":[]}");

      assertThat(empty.run("oauth-clients list").out()).contains("Register one");
    }
  }

  @Test
  void name_with_control_characters_does_not_rewrite_the_screen() {
    assertThat(tenon.run("connections list").out()).doesNotContain("\u001b").contains("bob ?[31m");
  }

  @Test
  void filters_reach_the_hub() {
    tenon.run("connections list -i aps -u bob --status failing");

    assertThat(tenon.hub().last().route())
        .isEqualTo("GET /api/v1/connections?integration=aps&user=bob&status=failing");
  }

  @Test
  void thing_that_is_not_there_is_told() {
    var run = tenon.run("oauth-clients show nope");

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("There is no OAuth client 'nope'.");
  }
}
