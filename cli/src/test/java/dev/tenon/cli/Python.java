package dev.tenon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The Python of this machine, with the package `tenon` of this checkout.
final class Python {
  private static final Path PACKAGE = Path.of("../python").toAbsolutePath().normalize();
  private static final String WHERE =
      "import sys; print(sys.executable) if sys.version_info >= (3, 9) else sys.exit(1)";
  private static final String MISSING =
      "Python 3.9 or newer is needed: install it, and have it on the path as python3";

  private Python() {}

  /// A command of it, to be started in the package's directory; its errors go where its output
  /// goes.
  static ProcessBuilder command(Map<String, String> variables, List<String> words) {
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(PACKAGE.toFile()).redirectErrorStream(true);
    builder.environment().putAll(variables);
    builder.environment().put("PYTHONPATH", PACKAGE.resolve("src").toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONUTF8", "1");
    return builder;
  }

  /// The interpreter itself: what stands on the path as `python3` may be a script that looks for
  /// it, slowly.
  static Path program() {
    try {
      Process asked = new ProcessBuilder("python3", "-c", WHERE).start();
      String said;
      try (InputStream output = asked.getInputStream()) {
        said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
      if (asked.waitFor() != 0) {
        throw new AssertionError(MISSING);
      }
      return Path.of(said);
    } catch (IOException e) {
      throw new AssertionError(MISSING, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
