package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API in a real browser, and calls that are made from it. With
/// `-Dpictures.update` the pictures of the documentation are made anew.
@Tag("browser")
final class DocsBrowserTest {
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Path PICTURES = Path.of("..", "docs", "pictures", "console");
  private static final int FIRST_PAINT_BYTES = 100_000;

  @TempDir Path directory;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private TestHub world;
  private HeadlessBrowser browser;

  @BeforeEach
  void start() {
    browser = HeadlessBrowser.start();
    world = TestHub.start(directory, Optional.empty());
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void calls_are_made_from_the_page_and_their_answers_shown() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      Locator list = opened(page, "listApps");
      press(list, "Send");
      assertThat(status(list, "needs a key").textContent()).contains("Type it into");
      page.locator("#try-key").fill(world.adminKey());
      list.getByLabel("limit").fill("5");
      assertThat(list.locator(".curl").textContent())
          .contains("/api/v1/apps?limit=5'", "$TENON_API_KEY")
          .doesNotContain(world.adminKey());
      press(list, "Send");
      assertThat(status(list, "200").textContent()).contains("ms", "bytes");
      assertThat(list.locator(".body").textContent()).contains("\"name\": \"viewer\"");
      assertThat(list.locator(".headers").textContent()).contains("x-request-id");
      picture(page, list, "docs-try");

      // What a key is made with is asked first, and the new key is hidden until somebody looks.
      Locator make = opened(page, "createAppKey");
      make.locator("[data-name=name]").fill("viewer");
      make.locator("[data-body]").fill("{\"name\": \"from the page\"}");
      press(make, "Send…");
      assertThat(page.locator("#ask-call").textContent())
          .isEqualTo("POST /api/v1/apps/viewer/keys");
      check(page, 1280, "docs-question");
      page.keyboard().press("Escape");
      status(make, "Not sent");
      assertThat(world.admin("/api/v1/apps/viewer/keys").text()).doesNotContain("from the page");
      press(make, "Send…");
      page.locator("#ask-send").click();
      status(make, "201");
      assertThat(page.content()).contains("••••••••").doesNotContain("\"key\": \"tenon_");
      press(make, "Show secrets");
      assertThat(make.locator(".body").textContent()).contains("\"key\": \"tenon_");

      assertThat(page.content()).doesNotContain(world.adminKey());
      assertThat(page.url()).doesNotContain(world.adminKey());
      assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
      check(page, 1280, "docs-open");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void refusals_are_told_in_words_and_a_deletion_asks_on_a_phone_too() {
    try (BrowserContext context = browser.window(ColorScheme.DARK, 360)) {
      Page page = page(context);
      check(page, 360, "docs-phone");
      Locator apps = opened(page, "createApp");
      page.locator("#try-key").fill("tenon_not-a-key-of-this-hub");
      press(apps, "Send…");
      page.locator("#ask-send").click();
      status(apps, "401");
      assertThat(apps.locator(".problem").textContent()).contains("key");
      page.locator("#try-key").fill(world.adminKey());
      apps.locator("[data-body]").fill("{\"name\": \"a/b\", \"colour\": 1}");
      press(apps, "Send…");
      page.locator("#ask-send").click();
      status(apps, "400");
      assertThat(apps.locator(".problem li").allTextContents()).hasSize(2);
      picture(page, apps, "docs-refused-phone");

      Locator delete = opened(page, "deleteApp");
      delete.locator("[data-name=name]").fill("viewer");
      press(delete, "Send…");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("ask-not");
      page.locator("#ask-not").click();
      status(delete, "Not sent");
      assertThat(world.admin("/api/v1/apps/viewer").status()).isEqualTo(200);
      press(delete, "Send…");
      page.locator("#ask-send").click();
      status(delete, "204");
      assertThat(world.admin("/api/v1/apps/viewer").status()).isEqualTo(404);
      check(page, 360, "docs-phone-open");
    }
  }

  @Test
  void a_long_answer_is_cut_off_where_the_page_says() {
    for (int i = 0; i < 180; i++) {
      world.admin(
          "POST", "/api/v1/apps", Map.of("name", "app-" + i, "return_urls", longAddresses()));
    }
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      Locator list = opened(page, "listApps");
      page.locator("#try-key").fill(world.adminKey());
      list.getByLabel("limit").fill("200");
      press(list, "Send");
      assertThat(status(list, "200").textContent()).contains("256.0 KiB, cut off");
      assertThat(list.locator(".cut").textContent()).contains("The command gets all of it");
    }
  }

  @Test
  void without_script_the_page_reads_with_its_commands_and_is_small() {
    try (BrowserContext context = browser.windowWithoutScript()) {
      Page page = context.newPage();
      page.navigate(world.hub.url() + "/docs");
      assertThat(page.locator("#try-key").isVisible()).isFalse();
      assertThat(page.getByText("Try it").first().isVisible()).isFalse();
      assertThat(page.locator("#listApps").isVisible()).isTrue();
      assertThat(page.locator(".curl").first().textContent())
          .contains("curl -X POST '" + world.hub.url() + "/api/v1/token'", "$TENON_API_KEY");
    }
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 320)) {
      Page page = page(context);
      check(page, 320, "docs-narrow");
      int bytes =
          ((Number)
                  page.evaluate(
                      "performance.getEntriesByType('resource')"
                          + ".concat(performance.getEntriesByType('navigation'))"
                          + ".reduce((sum, it) => sum + it.encodedBodySize, 0)"))
              .intValue();
      assertThat(bytes).isBetween(10_000, FIRST_PAINT_BYTES);
    }
  }

  private static List<String> longAddresses() {
    return IntStream.range(0, 10)
        .mapToObj(it -> "https://viewer.example.com/" + "p".repeat(180) + it)
        .toList();
  }

  /// The part of that call, with its form.
  private static Locator opened(Page page, String operation) {
    Locator call =
        page.locator(".call", new Page.LocatorOptions().setHas(page.locator("h3#" + operation)));
    call.locator("button.try").click();
    call.locator("form").waitFor();
    return call;
  }

  private static void press(Locator call, String name) {
    call.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static Locator status(Locator call, String text) {
    Locator status = call.locator(".status", new Locator.LocatorOptions().setHasText(text));
    status.waitFor();
    return status;
  }

  private static void picture(Page page, Locator call, String name) {
    if (MAKES_PICTURES) {
      call.scrollIntoViewIfNeeded();
      call.evaluate("it => it.scrollIntoView()");
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
  }

  private Page page(BrowserContext context) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("status of")) {
            complaints.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!"localhost".equals(URI.create(request.url()).getHost())) {
            complaints.add(request.url());
          }
        });
    page.navigate(world.hub.url() + "/docs");
    return page;
  }
}
