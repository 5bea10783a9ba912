package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.run.RunningHub;
import dev.tenon.cli.run.StopSignal;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.Secret;
import dev.tenon.server.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeCommandTest {
  @TempDir private Path directory;

  private final Program tenon = new Program();
  private final List<Settings> started = new ArrayList<>();
  private boolean stopped;

  @BeforeEach
  void hub() {
    tenon
        .in(directory)
        .starting(
            settings -> {
              started.add(settings);
              return new RunningHub(
                  URI.create("http://localhost:8080"),
                  Optional.of(Secret.of("tenon_first")),
                  Optional.of(URI.create("http://localhost:8080/console/link/first")),
                  () -> stopped = true);
            });
  }

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void flags_come_before_the_environment() {
    tenon.variable("TENON_DATA_DIR", "b").variable("TENON_BASE_URL", "https://hub.example");

    var run = tenon.run("serve --port 0 --data-dir a");

    assertThat(started.getFirst().dataDirectory()).isEqualTo(directory.resolve("a"));
    assertThat(started.getFirst().baseUrl()).hasValue(URI.create("https://hub.example"));
    assertThat(run.out())
        .contains("Tenon runs at http://localhost:8080")
        .contains("shown this once: tenon_first")
        .contains("http://localhost:8080/console/link/first");
    assertThat(stopped).isTrue();
  }

  @Test
  void the_end_of_the_process_is_held_back_before_the_hub_starts() {
    List<Integer> startedWhenExpected = new ArrayList<>();
    tenon.until(
        new StopSignal() {
          @Override
          public void expect() {
            startedWhenExpected.add(started.size());
          }

          @Override
          public void await() {
            startedWhenExpected.add(started.size());
          }
        });

    tenon.run("serve --port 0 --data-dir a");

    assertThat(startedWhenExpected).containsExactly(0, 1);
  }

  @Test
  void every_wrong_setting_is_told_at_once() {
    var run = tenon.variable("TENON_BASE_URL", "nowhere").run("serve --port high");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("high").contains("nowhere");
    assertThat(started).isEmpty();
  }

  @Test
  void sandbox_says_where_it_is_and_which_clients_it_knows() {
    var run = tenon.run("sandbox --port 0 --hub https://hub.example/");

    assertThat(run.out())
        .contains("The simulated providers run at http://localhost:")
        .contains("trimble-web-secret");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
  }
}
