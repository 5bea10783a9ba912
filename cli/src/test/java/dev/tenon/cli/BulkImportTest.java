package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.Connection;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `tenon connections import FILE` against a real hub. The files are the examples of
/// `docs/import.md`, as they are printed.
final class BulkImportTest {
  private static final Path DOCUMENT = Path.of("../docs/import.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- ([a-z0-9.-]+) -->\\s*```[a-z]*\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;
  private HubWithSandbox hub;
  private Program tenon;

  @BeforeEach
  void start() throws IOException {
    hub = HubWithSandbox.start(directory);
    tenon =
        new Program()
            .in(directory)
            .variable("TENON_URL", hub.hub().toString())
            .variable("TENON_API_KEY", "an-admin-key-for-tests");
    try (TenonClient admin = hub.admin()) {
      admin
          .oauthClients()
          .create(
              "fields",
              OAuthClientFields.none()
                  .connector("trimble-agriculture")
                  .clientId("c-1")
                  .clientSecret(Secret.of("planted-secret"))
                  .parameters(Map.of("application_name", "fields")));
    }
    Matcher examples = EXAMPLE.matcher(Files.readString(DOCUMENT));
    while (examples.find()) {
      Files.writeString(directory.resolve(examples.group(1)), examples.group(2));
    }
  }

  @AfterEach
  void stop() {
    tenon.close();
    hub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "tenon, tenon.ndjson, 2",
    "tenon, tenon.csv, 2",
    "leaf, leaf.json, 2",
    "spring-jdbc, spring.csv, 2",
    "keycloak, keycloak.csv, 2",
    "vault, vault.ndjson, 2",
  })
  void every_format_of_the_document_is_imported_as_printed(String from, String file, int rows) {
    var looked = run(from, file, "--dry-run");
    assertThat(looked.code()).as(looked.seen()).isEqualTo(ExitCode.OK);
    assertThat(looked.seen()).contains("Would be imported: " + rows + ".");
    assertThat(connections()).isEmpty();

    var imported = run(from, file);

    assertThat(imported.code()).as(imported.seen()).isEqualTo(ExitCode.OK);
    assertThat(imported.seen()).contains("Imported: " + rows + ".").doesNotContain("planted");
    assertThat(connections()).extracting(Connection::user).containsExactlyInAnyOrder("ada", "bo");
    assertThat(run(from, file).code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run(from, file, "--existing", "keep").seen()).contains("kept: " + rows + ".");
  }

  @Test
  void wrong_rows_of_the_file_and_of_the_hub_are_told_together_and_nothing_is_changed()
      throws IOException {
    Files.writeString(
        directory.resolve("bad.csv"),
        """
        principal_name,access_token_value,access_token_expires_at,refresh_token_value
        ada,planted-a,tomorrow,planted-r
        ,planted-a,,planted-r
        bo,planted-b,2001-01-01 00:00:00,
        cy,,,planted-r
        cy,,,planted-r
        """);

    var refused = run("spring-jdbc", "bad.csv");

    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.seen())
        .containsPattern("1 +access_token_expires_at")
        .containsPattern("2 +principal_name")
        .containsPattern("3 +The access token is over")
        .containsPattern("5 +user +is in another row too .row 4.")
        .doesNotContain("planted");
    assertThat(connections()).isEmpty();
  }

  @Test
  void files_that_cannot_be_read_say_where_and_quote_nothing() throws IOException {
    Files.writeString(directory.resolve("broken.json"), "[{\"refresh_token\":\"planted-r\",}]");

    var refused = run("tenon", "broken.json");

    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.seen()).contains("line 1, column").doesNotContain("planted");
    assertThat(run("tenon", "absent.json").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("elsewhere", "tenon.csv").code()).isEqualTo(ExitCode.USAGE);
  }

  private List<Connection> connections() {
    try (TenonClient admin = hub.admin()) {
      return admin.connections().list().toList();
    }
  }

  private Program.Run run(String from, String file, String... more) {
    return tenon.run(
        Stream.concat(
                Stream.of("connections", "import", file, "--from", from, "--integration", "fields"),
                Stream.of(more))
            .toList());
  }
}
