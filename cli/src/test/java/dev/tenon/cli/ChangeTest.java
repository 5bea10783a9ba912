package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangeTest {
  private static final String CREATED =
      """
      {"name":"tc","connector":"trimble-connect","connection_definition":"user","client_id":"id",
       "scope":"openid harbour","apps":"all","public":false,
       "redirect_uri":"https://hub.example/api/integrations/oauth2/callback/"}""";
  private static final String CONNECTION =
      "{\"id\":\"con_1\",\"integration\":\"tc\",\"user\":\"ada\",\"status\":\"active\"}";

  private final Program tenon = new Program();

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void created_client_shows_the_redirect_uri_to_register() {
    tenon.hub().on("POST /api/v1/oauth-clients", 201, CREATED);

    var run =
        tenon
            .variable("SECRET", "cs-secret")
            .run(
                "oauth-clients create tc --connector trimble-connect --client-id id"
                    + " --client-secret-env SECRET --all-apps --parameter application=harbour"
                    + " --client-secret-expires-at 2026-06-30 --token-url https://p.example/token");

    Golden.assertMatches("oauth-clients-create.txt", run.seen());
    assertThat(tenon.hub().last().body())
        .isEqualTo(
            "{\"connector\":\"trimble-connect\",\"client_id\":\"id\","
                + "\"token_url\":\"https://p.example/token\",\"client_secret\":\"cs-secret\","
                + "\"client_secret_expires_at\":\"2026-06-30T00:00:00Z\","
                + "\"parameters\":{\"application\":\"harbour\"},\"apps\":\"all\",\"name\":\"tc\"}");
  }

  @Test
  void secret_is_read_from_a_file_or_asked_for(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("s"), "filed\n");
    tenon.hub().on("POST /api/v1/oauth-clients", 201, CREATED);
    tenon.in(directory).answering("typed");

    tenon.run("oauth-clients create tc --connector c --client-secret-file s");
    assertThat(tenon.hub().last().body()).contains("\"client_secret\":\"filed\"");

    tenon.run("oauth-clients create tc --connector c");
    assertThat(tenon.hub().last().body()).contains("\"client_secret\":\"typed\"");
  }

  @Test
  void secret_is_no_option_of_any_command() {
    assertThat(tenon.run("oauth-clients create tc --connector c --client-secret x").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(tenon.run("token -i x -u y --api-key x").code()).isEqualTo(ExitCode.USAGE);
    assertThat(tenon.hub().received()).isEmpty();
  }

  @Test
  void update_sends_what_is_given_and_nothing_else() {
    tenon.hub().on("PATCH /api/v1/oauth-clients/tc", 200, CREATED);

    tenon.run("oauth-clients update tc --app viewer --app planner --rename tc2");

    assertThat(tenon.hub().last().body())
        .isEqualTo("{\"apps\":[\"viewer\",\"planner\"],\"name\":\"tc2\"}");
    assertThat(tenon.run("oauth-clients update tc").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void every_wrong_field_is_told_at_once() {
    tenon
        .hub()
        .on(
            "POST /api/v1/oauth-clients",
            400,
            """
            {"code":"invalid_request","detail":"Two fields are not valid.","errors":[
             {"field":"client_id","message":"is missing"},
             {"field":"scope","message":"holds a control character"}]}""");

    Golden.assertMatches(
        "oauth-clients-invalid.txt", tenon.run("oauth-clients create tc --connector c").seen());
  }

  @Test
  void deleted_connection_says_whether_the_provider_agreed() {
    tenon.hub().on("DELETE /api/v1/connections/con_1", 200, "{\"revoked_at_provider\":true}");
    tenon
        .hub()
        .on(
            "DELETE /api/v1/connections/con_2",
            200,
            "{\"revoked_at_provider\":false,\"detail\":\"Trimble answered 503.\"}");

    Golden.assertMatches(
        "connections-delete.txt",
        tenon.run("connections delete con_1").seen()
            + tenon.run("connections delete con_2").seen());
  }

  @Test
  void imported_tokens_never_stand_on_the_command_line() {
    tenon.hub().on("POST /api/v1/connections", 201, CONNECTION);

    var run =
        tenon
            .typing("rt-secret\n")
            .variable("AT", "at-secret")
            .run(
                "connections import -i tc -u ada --refresh-token-file - --access-token-env AT"
                    + " --expires-at 2026-01-01T01:00:00Z --scope openid");

    assertThat(tenon.hub().last().body())
        .contains("\"refresh_token\":\"rt-secret\"")
        .contains("\"access_token\":\"at-secret\"");
    assertThat(run.seen()).doesNotContain("-secret").contains("active");
    assertThat(tenon.run("connections import -i tc -u ada").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void key_or_password_of_a_provider_is_imported_too() {
    tenon.hub().on("POST /api/v1/connections", 201, CONNECTION);
    tenon.variable("K", "key-secret").variable("P", "pw-secret");

    tenon.run("connections import -i tc -u ada --provider-key-env K");
    assertThat(tenon.hub().last().body()).contains("\"credentials\":{\"api_key\":\"key-secret\"}");

    tenon.run("connections import -i tc -u ada --username ada --password-env P");
    assertThat(tenon.hub().last().body())
        .contains("\"credentials\":{\"username\":\"ada\",\"password\":\"pw-secret\"}");
    assertThat(tenon.run("connections import -i tc -u ada --password-env P").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void refusals_of_a_refresh_say_whose_turn_it_is() {
    String route = "POST /api/v1/connections/con_1/refresh";
    tenon
        .hub()
        .on(route, 403, "{\"code\":\"connect_required\",\"detail\":\"It ended\"}")
        .on(route, 502, "{\"code\":\"oauth_client_rejected\",\"detail\":\"Wrong secret\"}");

    var ended = tenon.run("connections refresh con_1");
    var rejected = tenon.run("connections refresh con_1");

    assertThat(ended.code()).isEqualTo(ExitCode.CONNECT_REQUIRED);
    assertThat(ended.err()).contains("the user").contains("tenon connect");
    assertThat(rejected.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(rejected.err()).contains("the admin");
  }

  @Test
  void refreshed_connection_is_shown() {
    tenon.hub().on("POST /api/v1/connections/con_1/refresh", 200, CONNECTION);

    assertThat(tenon.run("connections refresh con_1").out()).contains("con_1").contains("active");
  }

  @Test
  void new_key_stands_alone_on_standard_output() {
    tenon
        .hub()
        .on(
            "POST /api/v1/apps/viewer/keys",
            201,
            "{\"id\":\"key_1\",\"name\":\"ci\",\"key\":\"tenon_new\"}");

    Golden.assertMatches("keys-create.txt", tenon.run("keys create viewer --name ci").seen());
    assertThat(tenon.hub().last().body()).isEqualTo("{\"name\":\"ci\"}");
  }

  @Test
  void admin_key_is_made_only_when_asked_for_by_name() {
    tenon.hub().on("POST /api/v1/keys", 201, "{\"id\":\"key_2\",\"key\":\"tenon_admin\"}");

    assertThat(tenon.run("keys create").code()).isEqualTo(ExitCode.USAGE);
    assertThat(tenon.run("keys create viewer --admin").code()).isEqualTo(ExitCode.USAGE);
    assertThat(tenon.run("keys create --admin").out()).startsWith("tenon_admin");
  }

  @Test
  void apps_and_keys_come_and_go() {
    tenon.hub().on("POST /api/v1/apps", 201, "{\"name\":\"viewer\"}");
    tenon.hub().on("DELETE /api/v1/apps/viewer", 204, "");
    tenon.hub().on("DELETE /api/v1/apps/viewer/keys/key_1", 204, "");

    assertThat(tenon.run("apps create viewer --return-url https://v.example/back").out())
        .contains("tenon keys create viewer");
    assertThat(tenon.hub().last().body())
        .isEqualTo("{\"name\":\"viewer\",\"return_urls\":[\"https://v.example/back\"]}");
    tenon.hub().on("PATCH /api/v1/apps/viewer", 200, "{\"name\":\"reader\"}");
    assertThat(tenon.run("apps rename viewer reader").out())
        .contains("viewer is called reader now.");
    assertThat(tenon.hub().last().body()).isEqualTo("{\"name\":\"reader\"}");
    assertThat(tenon.run("keys revoke key_1 --app viewer").code()).isEqualTo(ExitCode.OK);
    assertThat(tenon.run("apps delete viewer").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void connector_is_added_checked_and_removed(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("mine.yaml"), "name: mine\n");
    tenon.in(directory).hub().on("POST /api/v1/connectors", 201, "{\"name\":\"mine\"}");
    tenon.hub().on("POST /api/v1/connectors/check", 200, "{\"name\":\"mine\"}");
    tenon.hub().on("DELETE /api/v1/connectors/mine", 204, "");

    assertThat(tenon.run("connectors check mine.yaml").out()).contains("valid connector");
    assertThat(tenon.run("connectors add mine.yaml").out()).contains("mine");
    assertThat(tenon.hub().last().body()).isEqualTo("name: mine\n");
    assertThat(tenon.run("connectors remove mine").code()).isEqualTo(ExitCode.OK);
    assertThat(tenon.run("connectors add gone.yaml").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void workspace_is_shown_and_set() {
    String workspace = "{\"name\":\"Harbour\",\"link_verification\":\"none\"}";
    tenon.hub().on("GET /api/v1/workspace", 200, workspace);
    tenon.hub().on("PATCH /api/v1/workspace", 200, workspace);

    assertThat(tenon.run("workspace set link-verification none").out())
        .isEqualTo(tenon.run("workspace show").out())
        .contains("none");
  }
}
