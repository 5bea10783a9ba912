package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares what the API says with files that people have reviewed. `-Dgolden.update` rewrites
/// them.
final class Golden {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/api");

  private Golden() {}

  /// Request ids come from a counter, so they are as fixed as everything else.
  static void assertMatches(String name, Reply reply) {
    Path file = DIRECTORY.resolve(name + ".json");
    try {
      if (System.getProperty("golden.update") != null) {
        Files.createDirectories(DIRECTORY);
        Files.writeString(file, reply.pretty());
      }
      assertThat(file).as("run with -Dgolden.update to write it").exists();
      assertThat(reply.pretty()).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
