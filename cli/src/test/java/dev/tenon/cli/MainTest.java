package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process.
final class MainTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void process_ends_with_the_exit_code_and_no_stack_trace() throws Exception {
    Process process = start("token", "-i", "x", "-u", "y", "--url", "http://127.0.0.1:1");

    assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(6);
    assertThat(error()).startsWith("tenon: There is no hub").doesNotContain("\tat ");
  }

  @Test
  void what_runs_on_stops_in_good_order_when_the_system_says_so() throws Exception {
    Process process = start("sandbox", "--port", "0");
    try (BufferedReader out = process.inputReader()) {
      URI address = address(out);

      process.destroy();

      // Far less than the ten seconds after which it would be ended by force.
      assertThat(process.waitFor(8, TimeUnit.SECONDS)).as("ends by itself").isTrue();
      assertThat(error()).isEmpty();
      assertThatThrownBy(() -> new Socket("localhost", address.getPort()).close())
          .isInstanceOf(ConnectException.class);
    } finally {
      process.destroyForcibly();
    }
  }

  private static URI address(BufferedReader out) throws IOException {
    var matcher = Pattern.compile("http://\\S+").matcher(out.readLine());
    assertThat(matcher.find()).isTrue();
    return URI.create(matcher.group());
  }

  private Process start(String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tenon.cli.Main"));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().put("TENON_API_KEY", "x");
    return builder.start();
  }

  private String error() throws IOException {
    return Files.readString(directory.resolve("err"));
  }
}
