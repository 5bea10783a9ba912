package dev.tenon.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The stylesheet of the pages for users, and what is known of it elsewhere.
final class StylesheetTest {
  @Test
  void colours_that_brandings_are_checked_against_are_the_stylesheets() throws IOException {
    String css = stylesheet();
    int dark = css.indexOf("prefers-color-scheme: dark");
    has(css.substring(0, dark), Scheme.LIGHT);
    has(css.substring(dark), Scheme.DARK);
  }

  /// With the largest logo, and 14 kB for the page and the workspace's own colours.
  @Test
  void a_page_is_there_with_less_than_100_kB() throws IOException {
    int bytes =
        stylesheet().length()
            + resource("/web/tenon.svg").length()
            + Logo.LARGEST_BYTES
            + 14 * 1024;
    assertThat(bytes).isLessThan(100_000);
  }

  private static void has(String css, Scheme scheme) {
    assertThat(css)
        .contains(
            "--paper: " + scheme.paper() + ";",
            "--sheet: " + scheme.sheet() + ";",
            "--plain-tint: " + scheme.tint() + ";",
            "--ink: " + scheme.ink() + ";",
            "--soft: " + scheme.soft() + ";",
            "--accent: " + scheme.accent() + ";");
  }

  private static String stylesheet() throws IOException {
    StringBuilder css = new StringBuilder();
    for (String part : Pages.STYLES) {
      css.append(resource("/web/" + part));
    }
    return css.toString();
  }

  private static String resource(String path) throws IOException {
    try (InputStream stream = StylesheetTest.class.getResourceAsStream(path)) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
