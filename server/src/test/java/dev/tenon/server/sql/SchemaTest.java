package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The schema's versions.
final class SchemaTest {
  @Test
  void the_version_that_the_program_needs_is_that_of_the_newest_file() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      List<Integer> versions =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> Integer.parseInt(name.replaceAll("V(\\d+)__.*\\.sql", "$1")))
              .sorted()
              .toList();

      assertThat(versions.getLast()).isEqualTo(Schema.VERSION);
      assertThat(versions).doesNotHaveDuplicates();
    }
  }
}
