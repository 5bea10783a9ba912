package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/errors.md` explains every code that the server's source answers with, and no other.
final class ErrorsPageTest {
  private static final Path SOURCE = Path.of("src/main/java");
  private static final Path PAGE = Path.of("../docs/errors.md");
  private static final Pattern PROBLEM =
      Pattern.compile("Problem\\s*\\.of\\(\\s*(\\d{3}),\\s*\"([a-z_]+)\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\d{3}) \\|");

  private static final Pattern OAUTH_ERROR =
      Pattern.compile("\\bof\\(\\s*[^\";]*?\\d{3},\\s*\"([a-z_]+)\"");
  private static final Pattern OAUTH_ROW = Pattern.compile("(?m)^\\| ([a-z_]+) \\| \\d{3}");

  @Test
  void page_explains_every_code_with_its_status_and_no_other() throws IOException {
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(answered());
  }

  @Test
  void page_explains_every_oauth_error_and_no_other() throws IOException {
    Set<String> answered = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCE.resolve("dev/tenon/server/exchange"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        OAUTH_ERROR
            .matcher(Files.readString(file))
            .results()
            .forEach(it -> answered.add(it.group(1)));
      }
    }
    Set<String> documented = new TreeSet<>();
    OAUTH_ROW.matcher(Files.readString(PAGE)).results().forEach(it -> documented.add(it.group(1)));

    assertThat(answered).hasSizeGreaterThan(5);
    assertThat(documented).isEqualTo(answered);
  }

  private static Set<String> answered() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCE)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        Matcher problem = PROBLEM.matcher(Files.readString(file));
        while (problem.find()) {
          codes.add(problem.group(2) + " " + problem.group(1));
        }
      }
    }
    return codes;
  }

  private static Set<String> documented() throws IOException {
    Set<String> codes = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      assertThat(codes.add(row.group(1) + " " + row.group(2))).as(row.group()).isTrue();
    }
    return codes;
  }
}
