package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The connect pages in a real browser: light and dark, wide and narrow.
final class ConnectPagesBrowserTest {
  private static final String TRIMBLE = "trimble-connect";

  @TempDir Path directory;
  private final List<String> foreign = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private TestHub world;
  private HeadlessBrowser browser;

  @BeforeEach
  void start() {
    browser = HeadlessBrowser.start();
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect(TRIMBLE);
    world.verifyLinksBy("none");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,1280", "LIGHT,360", "DARK,360"})
  void a_user_connects_by_pressing_connect_and_allow(ColorScheme scheme, int width) {
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = page(context);
      page.navigate(link());
      check(page, width, "connect-" + scheme + "-" + width);

      press(page, "^Connect");
      page.locator("input[name=user][value=ada]").check();
      press(page, "^Allow");

      page.waitForURL(Pattern.compile(Pattern.quote(world.hub.url().toString()) + ".*"));
      assertThat(page.getByRole(AriaRole.HEADING).first().textContent()).contains("connected");
      check(page, width, "connected-" + scheme + "-" + width);
      assertThat(world.token(TRIMBLE, "ada").status()).isEqualTo(200);
      assertThat(complaints).isEmpty();
      assertThat(foreign).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,360"})
  void a_user_who_denies_is_told_whose_turn_it_is(ColorScheme scheme, int width) {
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = page(context);
      page.navigate(link());
      press(page, "^Connect");
      press(page, "^Deny");

      page.waitForURL(Pattern.compile(Pattern.quote(world.hub.url().toString()) + ".*"));
      assertThat(page.content()).contains("Your turn");
      check(page, width, "denied-" + scheme + "-" + width);
    }
  }

  @Test
  void A12_a_payload_in_an_error_description_is_not_markup() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      page.navigate(link());
      String callback = world.hub.url() + "/api/integrations/oauth2/callback/";
      page.navigate(
          callback
              + "?state="
              + "x".repeat(43)
              + "&error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E");

      assertThat(page.content()).doesNotContain("<script");
    }
  }

  @Test
  void A16_the_connect_page_cannot_be_framed() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      String link = link();
      page.navigate(world.sandbox.url() + "/");
      page.setContent("<iframe src=\"" + link + "\"></iframe>");
      page.waitForTimeout(500);

      assertThat(page.frames())
          .noneSatisfy(frame -> assertThat(frame.content()).contains("Connect Trimble"));
      assertThat(complaints).anyMatch(it -> it.contains("frame") || it.contains("X-Frame"));
    }
  }

  private Page page(BrowserContext context) {
    Page page = context.newPage();
    page.onConsoleMessage((ConsoleMessage it) -> complain(it));
    page.onRequest(
        request -> {
          String host = URI.create(request.url()).getHost();
          if (!"localhost".equals(host)) {
            foreign.add(request.url());
          }
        });
    return page;
  }

  private void complain(ConsoleMessage message) {
    if (message.type().equals("error")) {
      complaints.add(message.text());
    }
  }

  private String link() {
    return world
        .app("POST", "/api/v1/connect-links", Map.of("integration", TRIMBLE, "user", "ada"))
        .at("url");
  }
}
