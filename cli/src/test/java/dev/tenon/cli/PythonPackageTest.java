package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tests of `python/tests`, and so of the scripts in `docs/examples`, against a real hub and
/// the sandbox.
final class PythonPackageTest {
  private static final int AT_LEAST = 60;

  @TempDir private Path directory;

  @Test
  void python_tests_pass_against_a_hub_and_the_sandbox() throws Exception {
    try (var world = HubWithSandbox.start(directory)) {
      Map<String, String> variables = new HashMap<>(world.variables());
      variables.put(
          "TENON_TEST_JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());

      var process =
          Python.command(variables, List.of("-m", "unittest", "discover", "-s", "tests", "-v"))
              .start();
      String said = read(process);

      assertThat(process.waitFor()).as(said).isZero();
      Matcher ran = Pattern.compile("Ran ([0-9]+) tests").matcher(said);
      assertThat(ran.find()).as(said).isTrue();
      assertThat(Integer.parseInt(ran.group(1))).isGreaterThanOrEqualTo(AT_LEAST);
      assertThat(said).doesNotContain("skipped");
    }
  }

  private static String read(Process process) throws IOException {
    try (var output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
