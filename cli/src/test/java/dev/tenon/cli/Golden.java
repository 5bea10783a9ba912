package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What people see, kept as files: `mvn verify -Dgolden.update` rewrites them, and the diff is the
/// review.
final class Golden {
  private static final Path FILES = Path.of("src/test/resources/golden");

  private Golden() {}

  static void assertMatches(String name, String actual) {
    Path file = FILES.resolve(name);
    try {
      if (System.getProperty("golden.update") != null) {
        Files.createDirectories(FILES);
        Files.writeString(file, actual);
      }
      assertThat(actual).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
