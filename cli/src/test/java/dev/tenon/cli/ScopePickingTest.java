package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scopes are picked from what a connector offers, with what each allows, and more than reading
/// needs is pointed out: against a real hub.
final class ScopePickingTest {
  @TempDir private Path directory;
  private HubWithSandbox hub;
  private Program tenon;

  @BeforeEach
  void start() {
    hub = HubWithSandbox.start(directory);
    tenon =
        new Program()
            .in(directory)
            .variable("TENON_URL", hub.hub().toString())
            .variable("TENON_API_KEY", "an-admin-key-for-tests");
  }

  @AfterEach
  void stop() {
    tenon.close();
    hub.close();
  }

  @Test
  void a_connector_shows_what_each_of_its_scopes_allows_and_what_is_enough() {
    String shown = tenon.run("connectors show autodesk-platform-services").seen();

    assertThat(shown)
        .containsPattern(
            "data:read +Read hubs, projects, folders, files and issues +enough to read")
        .containsPattern("data:write +Change and delete data");
  }

  @Test
  void more_than_reading_needs_is_pointed_out_and_taken_all_the_same() throws Exception {
    Files.writeString(directory.resolve("secret"), "planted-secret");

    var made =
        tenon.run(
            java.util.List.of(
                "oauth-clients",
                "create",
                "acc",
                "--connector",
                "autodesk-platform-services",
                "--client-id",
                "c-1",
                "--client-secret-file",
                "secret",
                "--scope",
                "data:read data:write"));

    assertThat(made.code()).as(made.seen()).isEqualTo(ExitCode.OK);
    assertThat(made.seen()).contains("note: scope asks for more than reading needs: data:write.");
    assertThat(tenon.run("oauth-clients update acc --scope data:read").seen())
        .doesNotContain("note:");
  }
}
