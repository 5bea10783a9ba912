package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.follow;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OAuth clients and connectors in a real browser: listed, made in steps, tested by going the whole
/// way.
@Tag("browser")
final class ClientConsoleBrowserTest {
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Path PICTURES = Path.of("..", "docs", "pictures", "console");

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

  @ParameterizedTest
  // ConsolePicturesTest looks at the same pages in the dark, where it is narrow.
  @CsvSource({"LIGHT,1280"})
  void an_admin_makes_an_oauth_client_and_tests_it(ColorScheme scheme, int width) {
    String name = scheme + "-" + width;
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = signedIn(context);
      page.navigate(world.hub.url() + "/console/oauth-clients");
      check(page, width, "clients-empty-" + name);
      link(page, "Create OAuth client");
      check(page, width, "clients-provider-" + name);
      page.getByLabel("Find a provider").pressSequentially("trimble conn");
      page.waitForURL("**q=trimble*conn*");
      follow(page, page.locator(".cards a").filter(named("Trimble Connect")).first());

      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("pier");
      check(page, width, "clients-basics-" + name);
      press(page, "^Next");
      assertThat(page.locator("#redirect-uri").textContent())
          .isEqualTo(world.hub.url() + "/api/integrations/oauth2/callback/");
      page.getByLabel("Token URL").fill("nowhere");
      press(page, "^Save");
      assertThat(page.locator("#token_url-problem").textContent()).contains("Token URL");
      check(page, width, "clients-configuration-" + name);

      page.getByLabel("Token URL").fill("");
      page.getByLabel("Client ID").fill("trimble-web");
      page.locator("#client_secret").fill("trimble-web-secret");
      page.locator("#scope_other").fill("openid harbour-app");
      page.locator("[id='parameters.identity_url']").fill(world.sandbox.url() + "/trimble-id");
      page.locator("[id='parameters.api_url']").fill(world.sandbox.url() + "/connect-na");
      press(page, "^Save");
      assertThat(page.getByRole(AriaRole.STATUS).first().textContent()).contains("is there");
      check(page, width, "client-" + name);

      link(page, "Test");
      check(page, width, "client-test-" + name);
      press(page, "^Test now");
      consent(page);
      page.getByText("Users can connect through this OAuth client").waitFor();
      press(page, "^Try a refresh");
      assertThat(page.content()).contains("Everything works, from consent to refresh");
      check(page, width, "client-tested-" + name);
      pictures(page, "oauth-client-tested");

      world.admin("PATCH", "/api/v1/oauth-clients/pier", Map.of("client_secret", "wrong"));
      press(page, "^Test again");
      consent(page);
      follow(
          page,
          page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to localhost")));
      assertThat(page.content()).contains("An admin’s turn");
      check(page, width, "client-failed-" + name);
      pictures(page, "oauth-client-test-failed");
      for (String path :
          List.of(
              "oauth-clients",
              "oauth-clients/pier/edit",
              "oauth-clients/pier/edit/configuration",
              "oauth-clients/pier/delete",
              "connectors",
              "connectors/trimble-connect",
              "new/connector")) {
        page.navigate(world.hub.url() + "/console/" + path);
        check(page, width, path.replace('/', '-') + "-" + name);
      }
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void what_is_registered_is_compared_while_it_is_pasted() {
    world.registerTrimbleConnect("pier");
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = signedIn(context);
      page.navigate(world.hub.url() + "/console/oauth-clients/pier");
      page.getByLabel("Paste what is registered there")
          .fill(world.hub.url() + "/api/integrations/oauth2/callback");
      page.getByText("The slash at the end is missing.").waitFor();
      assertThat(page.locator(".difference ins").textContent()).isEqualTo("/");
      check(page, 1280, "client-difference");
    }
  }

  /// As it is, and in the dark where it is narrow.
  private static void pictures(Page page, String name) {
    if (MAKES_PICTURES) {
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      page.setViewportSize(360, 800);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-dark-phone.png")));
      page.setViewportSize(1280, 800);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
  }

  private Page signedIn(BrowserContext context) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // A form with problems is answered with 422, a refused test with another status.
          if (message.type().equals("error") && !message.text().contains("status of")) {
            complaints.add(message.text());
          }
        });
    URI link =
        URI.create(
            world
                .admin(
                    "POST",
                    "/api/v1/console-links",
                    Map.of("role", "admin", "name", "Ada Lovelace", "email", "ada@example.com"))
                .at("url"));
    page.navigate(link.toString());
    press(page, "^Sign in");
    return page;
  }

  private static void consent(Page page) {
    press(page, "^Connect");
    page.locator("input[name=user][value=ada]").check();
    press(page, "^Allow");
  }

  private static void link(Page page, String name) {
    follow(
        page,
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
            .first());
  }

  private static com.microsoft.playwright.Locator.FilterOptions named(String text) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
  }
}
