package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.follow;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of data, and an app's page for a user, in a real browser. With `-Dpictures.update` the
/// pictures of the documentation are made anew.
@Tag("browser")
final class DataBrowserTest {
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Path PICTURES = Path.of("..", "docs", "pictures", "console");

  @TempDir Path directory;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> foreign = new CopyOnWriteArrayList<>();
  private TestHub world;
  private HeadlessBrowser browser;

  @BeforeEach
  void start() {
    browser = HeadlessBrowser.start();
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect("trimble-connect");
    world.registerTrimbleAgriculture("trimble-ag");
    world.verifyLinksBy("none");
    world.admin("PATCH", "/api/v1/workspace", Map.of("name", "Harbour Engineering"));
    try (Browser ada = new Browser()) {
      world.connect(ada, "trimble-connect", "ada");
    }
    try (Browser ada = new Browser()) {
      world.connect(ada, "trimble-ag", "ada");
      LeafGrower grower = new LeafGrower(world, ada, URI.create("http://localhost/back"));
      ada.submit(
          ada.open(
              URI.create(
                  world.sandbox.url()
                      + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"
                      + "?clientid=trimble-ag&user=ada")),
          "Allow",
          Map.of("decision", "allow", "organization", grower.farm("Green Acres")));
    }
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,360"})
  void a_member_looks_through_what_a_user_has(ColorScheme scheme, int width) {
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = page(context);
      page.navigate(
          world.admin("POST", "/api/v1/console-links", Map.of("role", "admin")).at("url"));
      page.getByLabel("Your name").fill("Ada Lovelace");
      page.getByLabel("E-mail address").fill("ada@example.com");
      press(page, "^Sign in");

      page.navigate(world.hub.url() + "/console/data");
      look(page, scheme, width, "data-start");
      open(page, "trimble-connect");
      look(page, scheme, width, "data-user");
      follow(page, link(page, "^Projects$"));
      link(page, "Harbour bridge").waitFor();
      look(page, scheme, width, "data-projects");
      onPaper(page, scheme);
      page.getByLabel("Search in what is shown").fill("tunnel");
      page.waitForCondition(() -> link(page, "Harbour bridge").count() == 0);
      page.getByLabel("Search in what is shown").fill("");
      page.waitForCondition(() -> link(page, "Harbour bridge").count() == 1);
      page.locator("tr", new Page.LocatorOptions().setHasText("Thousand bolts"))
          .getByText("Open")
          .click();
      follow(page, link(page, "^To-dos$"));
      page.waitForCondition(() -> page.content().contains("2,500 items"));
      look(page, scheme, width, "data-todos");
      follow(page, page.locator("tbody th a").first());
      look(page, scheme, width, "data-item");
      page.goBack();
      follow(page, link(page, "^Keep in step$"));
      look(page, scheme, width, "data-keep");
      press(page, "^Keep in step");
      page.waitForURL(Pattern.compile(".*/console/syncs/.*"));
      page.waitForCondition(
          () -> {
            page.reload();
            return page.locator(".facts time").count() > 0;
          });
      look(page, scheme, width, "data-sync");
      follow(page, link(page, "^Records$"));
      look(page, scheme, width, "data-records");

      page.navigate(world.hub.url() + "/console/data");
      open(page, "trimble-ag");
      follow(page, link(page, "^Field boundaries$"));
      page.waitForCondition(() -> page.content().contains("12 items"));
      follow(page, link(page, "^Map$"));
      look(page, scheme, width, "data-map");
      page.locator(".map a").first().click();
      page.getByText("Show all again").waitFor();
      look(page, scheme, width, "data-map-one");
      assertThat(complaints).isEmpty();
      assertThat(foreign).isEmpty();
    }
    usersPage(scheme, width);
  }

  private void usersPage(ColorScheme scheme, int width) {
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = page(context);
      page.navigate(world.app("POST", "/api/v1/app-pages", Map.of("user", "ada")).at("url"));
      look(page, scheme, width, "app-page-door");
      press(page, "^Open my page");
      page.getByText("Harbour bridge").waitFor();
      look(page, scheme, width, "app-page");
      assertThat(complaints).isEmpty();
      assertThat(foreign).isEmpty();
    }
  }

  /// What is printed has the table and nothing to press.
  private static void onPaper(Page page, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(link(page, "Harbour bridge").isVisible()).isTrue();
    for (String pressed : List.of(".side", ".bar", ".tabs", ".filters", ".button")) {
      for (Locator each : page.locator(pressed).all()) {
        assertThat(each.isVisible()).as(pressed).isFalse();
      }
    }
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    if (MAKES_PICTURES) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", "paper-" + scheme + ".png"))
              .setFullPage(true));
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  private static void open(Page page, String integration) {
    follow(
        page,
        page.locator("tbody tr", new Page.LocatorOptions().setHasText(integration)).locator("a"));
  }

  private static Locator link(Page page, String name) {
    return page.locator("main")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile(name)));
  }

  private static void look(Page page, ColorScheme scheme, int width, String name) {
    HeadlessBrowser.check(page, width, name + "-" + scheme + "-" + width);
    if (MAKES_PICTURES) {
      String file = name + (width < 1000 ? "-dark-phone" : "") + ".png";
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
    }
  }

  private Page page(BrowserContext context) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!"localhost".equals(URI.create(request.url()).getHost())) {
            foreign.add(request.url());
          }
        });
    return page;
  }
}
