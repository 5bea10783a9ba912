package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// What a browser says of each page of the console when it comes to it anew: bytes, requests, paint
/// and shifts as numbers in a table (`bench/pages` prints it), and what must hold of every page
/// whatever the machine. Two minutes of a browser, so it is run by `bench/pages` alone.
@EnabledIfSystemProperty(named = "pages.measure", matches = ".*")
@Tag("browser")
final class ConsoleMeasuresTest {
  private static final Path TABLE = Path.of("target", "console-measures.md");
  private static final int FIRST_PAINT_BYTES = 100_000;

  /// From the browser's own entries, when the page has been painted.
  private static final String ENTRIES =
      """
      () => new Promise((done) => {
        let shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName("first-contentful-paint")[0];
          if (!paint) return;
          const page = performance.getEntriesByType("navigation")[0];
          const files = performance.getEntriesByType("resource");
          requestAnimationFrame(() => setTimeout(() => done({
            bytes: files.reduce((sum, it) => sum + it.encodedBodySize, page.encodedBodySize),
            requests: files.length + 1,
            foreign: files.filter((it) => new URL(it.name).origin !== location.origin).length,
            answered: Math.round(page.responseEnd - page.requestStart),
            painted: Math.round(paint.startTime),
            shift: Math.round(shift * 1000) / 1000,
            first: document.querySelectorAll("h1").length,
            skipped: [...document.querySelectorAll("main h1, main h2, main h3, main h4")]
              .map((it) => Number(it.tagName[1]))
              .filter((level, i, all) => level - (i ? all[i - 1] : 0) > 1).length,
            unlabelled: [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
              .filter((it) => !it.labels.length && !it.ariaLabel).length,
            inline: document.querySelectorAll("script:not([src]), style, [style]").length,
          }), 0));
        }).observe({ type: "paint", buffered: true });
      })
      """;

  @TempDir Path directory;

  @Test
  void every_page_is_small_calm_and_of_one_origin() throws IOException {
    List<String> table = new ArrayList<>();
    table.add("| Page | bytes | requests | answered, ms | painted, ms | shift | axe |");
    table.add("|---|---|---|---|---|---|---|");
    List<String> broken = new CopyOnWriteArrayList<>();
    try (TestHub world = TestHub.start(directory, Optional.empty());
        HeadlessBrowser browser = HeadlessBrowser.start();
        BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      world.registerTrimbleConnect("trimble-connect");
      Page page = context.newPage();
      measure(world, context, "/console/sign-in", table, broken);
      page.navigate(world.hub.firstSignInLink().orElseThrow().toString());
      page.getByLabel("Your name").fill("Ada");
      page.getByLabel("E-mail address").fill("ada@example.com");
      HeadlessBrowser.press(page, "^Sign in");
      Set<String> paths = new LinkedHashSet<>(List.of("/console", "/console/account"));
      paths.addAll(links(page));
      page.navigate(world.hub.url() + "/console/settings");
      paths.addAll(links(page));
      for (String path : paths) {
        measure(world, context, path, table, broken);
      }
    }
    Files.createDirectories(TABLE.getParent());
    Files.write(TABLE, table);
    assertThat(table).hasSizeGreaterThan(9);
    assertThat(broken).isEmpty();
  }

  /// The pages of the console that this one leads to.
  @SuppressWarnings("unchecked")
  private static List<String> links(Page page) {
    List<String> all =
        (List<String>)
            page.evaluate(
                "() => [...document.querySelectorAll('nav a')].map((it) => new URL(it.href).pathname)");
    return all.stream().filter(it -> it.startsWith("/console")).toList();
  }

  /// In a browser that has none of our files yet.
  private static void measure(
      TestHub world,
      BrowserContext signedIn,
      String path,
      List<String> table,
      List<String> broken) {
    try (BrowserContext fresh =
        Optional.ofNullable(signedIn.browser()).orElseThrow().newContext()) {
      fresh.addCookies(signedIn.cookies());
      Page page = fresh.newPage();
      page.onConsoleMessage(
          it -> {
            if (it.type().equals("error")) {
              broken.add(path + ": " + it.text());
            }
          });
      Response answer = page.navigate(URI.create(world.hub.url() + path).toString());
      String policy = answer.headers().getOrDefault("content-security-policy", "");
      if (!policy.contains("default-src 'none'") || policy.contains("unsafe")) {
        broken.add(path + ": policy " + policy);
      }
      @SuppressWarnings("unchecked")
      Map<String, Number> said = (Map<String, Number>) page.evaluate(ENTRIES);
      int violations = Axe.violations(page).size();
      table.add(
          "| `%s` | %s | %s | %s | %s | %s | %d |"
              .formatted(
                  path,
                  said.get("bytes"),
                  said.get("requests"),
                  said.get("answered"),
                  said.get("painted"),
                  said.get("shift"),
                  violations));
      judge(path, said, violations, broken);
    }
  }

  /// What does not depend on how quick the machine is.
  private static void judge(
      String path, Map<String, Number> said, int violations, List<String> broken) {
    boolean holds =
        number(said, "bytes") < FIRST_PAINT_BYTES
            && number(said, "foreign") == 0
            && number(said, "first") == 1
            && number(said, "skipped") == 0
            && number(said, "unlabelled") == 0
            && number(said, "inline") == 0
            && number(said, "shift") < 0.1
            && violations == 0;
    if (!holds) {
      broken.add(path + ": " + said + ", axe " + violations);
    }
  }

  /// What the page said of it; far too much where it said nothing.
  private static double number(Map<String, Number> said, String name) {
    return said.getOrDefault(name, Double.MAX_VALUE).doubleValue();
  }
}
