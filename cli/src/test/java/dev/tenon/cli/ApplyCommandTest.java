package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.fake.FakeHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApplyCommandTest {
  private static final String FILE =
      """
      app_type = "editor"
      python_version = "3.13"
      registered_name = "your-app-name"
      oauth2_integrations = [
      "aps-integration-1"
      ]
      """;
  private static final String APPLY = "apps apply viktor.config.toml";
  private static final String NOT_THERE =
      """
      {"code":"integration_not_found","detail":"No OAuth client is called that.","nearest":[%s]}""";

  private final Program tenon = new Program();
  @TempDir private Path directory;

  @BeforeEach
  void app() throws IOException {
    tenon.in(directory);
    write("viktor.config.toml", FILE);
    tenon.hub().on("POST /api/v1/apps", 201, "{\"name\":\"your-app-name\"}");
    client("[\"other\"]");
  }

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void app_is_made_and_its_integrations_are_assigned() {
    var run = tenon.run(APPLY);

    assertThat(run.seen())
        .isEqualTo(
            """
            Created the app your-app-name.
            aps-integration-1 is assigned to it now.
            Make a key for it: tenon keys create your-app-name
            --- exit 0
            """);
    assertThat(bodies("POST /api/v1/apps")).containsExactly("{\"name\":\"your-app-name\"}");
    assertThat(bodies("PATCH /api/v1/oauth-clients/aps-integration-1"))
        .containsExactly("{\"apps\":[\"other\",\"your-app-name\"]}");
  }

  @Test
  void what_is_so_already_stays_as_it_is() {
    tenon.hub().on("GET /api/v1/apps/your-app-name", 200, "{\"name\":\"your-app-name\"}");
    for (String apps : List.of("\"all\"", "[\"your-app-name\"]")) {
      try (var other = new Program()) {
        other.in(directory);
        other.hub().on("GET /api/v1/apps/your-app-name", 200, "{\"name\":\"your-app-name\"}");
        client(other, apps);

        var run = other.run(APPLY);

        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("The app is there: your-app-name.");
        assertThat(other.hub().received())
            .extracting(FakeHub.Received::route)
            .noneMatch(route -> route.startsWith("P"));
      }
    }
  }

  @Test
  void name_that_the_hub_does_not_have_changes_nothing_and_names_the_nearest() throws IOException {
    write("viktor.config.toml", FILE.replace("[\n", "[\n\"aps-integration-2\", \"trimble\",\n"));
    tenon
        .hub()
        .on(
            "GET /api/v1/oauth-clients/aps-integration-2",
            404,
            NOT_THERE.formatted("\"aps-integration-1\""))
        .on("GET /api/v1/oauth-clients/trimble", 404, NOT_THERE.formatted(""));

    var run = tenon.run(APPLY);

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err())
        .contains(
            "viktor.config.toml lists aps-integration-2 (did you mean 'aps-integration-1'?) and"
                + " trimble, which the hub does not have. Nothing was changed.")
        .contains("Write it exactly as the hub has it: aps-integration-1.");
    assertThat(tenon.hub().received())
        .extracting(FakeHub.Received::route)
        .noneMatch(route -> route.startsWith("P"));
  }

  @Test
  void name_that_the_code_asks_for_and_the_file_does_not_list_is_pointed_out() throws IOException {
    write(
        "app.py",
        """
        a = vkt.external.OAuth2Integration("aps-integraton-1")
        b = OAuth2Integration( 'trimble-connect' )
        c = OAuth2Integration("aps-integration-1")
        d = OAuth2Integration(name)
        """);

    assertThat(tenon.run(APPLY).err())
        .isEqualTo(
            """
            note: app.py asks for 'aps-integraton-1', which oauth2_integrations does not list; did you mean 'aps-integration-1'?
            note: app.py asks for 'trimble-connect', which oauth2_integrations does not list; did you mean 'aps-integration-1'?
            """);
  }

  @Test
  void assignment_beyond_the_file_stays_and_is_named() {
    try (var other = new Program()) {
      other.in(directory);
      other.hub().on("GET /api/v1/apps/your-app-name", 200, "{\"name\":\"your-app-name\"}");
      other
          .hub()
          .on(
              "GET /api/v1/oauth-clients",
              200,
              "{\"items\":[{\"name\":\"old\",\"apps\":[\"your-app-name\"]}],\"next_cursor\":null}");
      client(other, "\"all\"");

      assertThat(other.run(APPLY).err())
          .isEqualTo("note: 'old' is assigned to the app too, and the file does not list it.\n");
    }
  }

  @Test
  void programs_get_json() {
    assertThat(tenon.run(APPLY + " --json").out())
        .isEqualTo(
            "{\"app\":\"your-app-name\",\"created\":true,"
                + "\"oauth2_integrations\":[\"aps-integration-1\"],"
                + "\"assigned\":[\"aps-integration-1\"],\"notes\":[]}\n");
  }

  @Test
  void app_without_a_name_takes_the_one_that_is_given() throws IOException {
    write("viktor.config.toml", "app_type = \"editor\"\n");

    assertThat(tenon.run(APPLY).err()).contains("has no registered_name", "--name NAME");
    assertThat(tenon.run(APPLY + " --name mine").out()).contains("Created the app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oauth2_integrations = \"x\"",
        "oauth2_integrations = [1]",
        "registered_name = 5",
        "registered_name = \"",
        "= 1"
      })
  void file_that_is_not_right_is_named(String content) throws IOException {
    write("viktor.config.toml", content + "\n");

    var run = tenon.run(APPLY);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("viktor.config.toml").contains("Mend the file.");
    assertThat(tenon.hub().received()).isEmpty();
  }

  @Test
  void file_that_is_not_there_is_named() {
    assertThat(tenon.run("apps apply nowhere.toml").err()).contains("There is no file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://hub.example/back   | the '/' at its end is missing
          https://hub.example/back// | it has a '/' too many at its end
          https://Hub.example/back/  | upper and lower case differ, first at character 9
          http://hub.example/back/   | from character 5 on it has '://hub.example/back/'
          https://hub.example/other/ | from character 21 on it has 'other/' in place of 'back/'
          """)
  void redirect_uri_that_differs_is_told_to_the_character(String registered, String said) {
    tenon
        .hub()
        .on(
            "GET /api/v1/oauth-clients/tc",
            200,
            "{\"name\":\"tc\",\"redirect_uri\":\"https://hub.example/back/\"}");

    var run = tenon.run(List.of("oauth-clients", "check-redirect", "tc", registered));

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains(said).contains("Register exactly https://hub.example/back/");
    assertThat(tenon.run("oauth-clients check-redirect tc https://hub.example/back/").code())
        .isEqualTo(ExitCode.OK);
  }

  private void client(String apps) {
    client(tenon, apps);
  }

  private static void client(Program program, String apps) {
    String json = "{\"name\":\"aps-integration-1\",\"apps\":" + apps + "}";
    program
        .hub()
        .on("GET /api/v1/oauth-clients/aps-integration-1", 200, json)
        .on("PATCH /api/v1/oauth-clients/aps-integration-1", 200, json)
        .on("GET /api/v1/oauth-clients", 200, "{\"items\":[" + json + "],\"next_cursor\":null}");
  }

  private List<String> bodies(String route) {
    return tenon.hub().received().stream()
        .filter(call -> call.route().equals(route))
        .map(FakeHub.Received::body)
        .toList();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }
}
