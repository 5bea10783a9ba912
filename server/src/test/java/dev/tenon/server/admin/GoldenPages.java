package dev.tenon.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Compares pages with files that people have reviewed; `-Dgolden.update` rewrites them.
public final class GoldenPages {
  /// When the pages are looked at.
  public static final Instant NOW = Instant.parse("2026-03-04T12:34:56Z");

  /// What would be a script if it were not written as text.
  public static final String EVIL = "<script>alert(1)</script>\"'&";

  private static final Path DIRECTORY = Path.of("src/test/resources/golden/console");

  private GoldenPages() {}

  /// The frame of a page for `role`, which says nothing.
  public static Frame frame(String role) {
    return new Frame(
        new Frame.Head(
            "Page · Tenon", "/style.css", "/icon.svg", "/htmx.js", "/console.js", "/sheet.js"),
        List.of(
            new Frame.Group("", List.of(new Frame.Item("Overview", "/console", false))),
            new Frame.Group(
                "Connectivity",
                List.of(new Frame.Item("Connections", "/console/connections", true)))),
        "Brücke & Söhne",
        "Ada <Lovelace>",
        role,
        "/console",
        "/console/account",
        "/console/sign-out",
        "0".repeat(64),
        Optional.empty());
  }

  /// Checks that the page is the one in the file of that name.
  public static void assertMatches(String name, Answer answer) {
    String html = new String(answer.body(), StandardCharsets.UTF_8);
    Path file = DIRECTORY.resolve(name + ".html");
    try {
      if (System.getProperty("golden.update") != null) {
        Files.createDirectories(DIRECTORY);
        Files.writeString(file, html);
      }
      assertThat(file).as("run with -Dgolden.update to write it").exists();
      assertThat(html).isEqualTo(Files.readString(file));
      assertThat(html).doesNotContain("<script>alert").doesNotContain(" style=");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
