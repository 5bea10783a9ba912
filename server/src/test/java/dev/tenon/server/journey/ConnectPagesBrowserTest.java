package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.follow;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.tenon.workspace.Language;
import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Pictures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The connect pages in a real browser: light and dark, wide and narrow.
@Tag("browser")
final class ConnectPagesBrowserTest {
  private static final String TRIMBLE = "trimble-connect";
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Path PICTURES = Path.of("..", "docs", "pictures", "connect");

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
  @CsvSource({"LIGHT,1280", "DARK,360"})
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
  void every_page_fits_and_can_be_read_in_every_language() throws IOException {
    world.registerTrimbleAgriculture("trimble-ag");
    brand();
    for (Language language : Language.values()) {
      ColorScheme scheme =
          language.tag().compareTo("fa") < 0 ? ColorScheme.LIGHT : ColorScheme.DARK;
      try (BrowserContext context = browser.window(scheme, 320)) {
        Page page = page(context);
        String tag = language.tag();
        page.navigate(link(Map.of("integration", "trimble-ag", "locale", tag)));
        assertThat(page.getAttribute("html", "lang")).isEqualTo(tag);
        look(page, 320, "connect-" + tag);
        page.locator("form button").click();
        press(page, "^Deny");
        page.waitForURL(Pattern.compile(Pattern.quote(world.hub.url().toString()) + ".*"));
        assertThat(page.getAttribute("html", "lang")).as("of a refusal").isEqualTo(tag);
        // The longest words are German.
        if (language == Language.DE) {
          look(page, 320, "denied-" + tag);
        }
        assertThat(complaints).isEmpty();
        assertThat(foreign).isEmpty();
      }
    }
  }

  @Test
  void a_user_changes_the_language_by_the_keyboard_and_goes_through_both_steps()
      throws IOException {
    world.registerTrimbleAgriculture("trimble-ag");
    brand();
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      page.navigate(link(Map.of("integrations", List.of("trimble-ag", TRIMBLE))));
      look(page, 1280, "connect-several");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Deutsch")).focus();
      page.keyboard().press("Enter");
      page.waitForURL(Pattern.compile(".*lang=de"));
      assertThat(page.content()).contains("Willkommen an Bord.", "Schritt 1 von 2");
      page.navigate(page.url().replaceAll("\\?.*", ""));
      assertThat(page.content()).as("remembered").contains("Schritt 1 von 2");

      page.setViewportSize(2560, 1440);
      look(page, 2560, "connect-several-de-wide");
      page.setViewportSize(1280, 800);
      page.getByRole(AriaRole.BUTTON).first().focus();
      page.keyboard().press("Enter");
      page.locator("input[name=user][value=ada]").check();
      press(page, "^Allow");
      page.waitForURL(Pattern.compile(Pattern.quote(world.hub.url().toString()) + ".*"));
      assertThat(page.locator("[aria-current=step]").textContent()).contains("Dort wählen");
      assertThat(page.textContent(".notice")).contains("Melden Sie sich bei Trimble Ag an");
      look(page, 1280, "second-step-de");
      page.locator(".notice .button").click();
      page.locator("input[name=organization]").first().check();
      press(page, "^Allow");
      page.waitForURL(Pattern.compile(".*chosen.*"));
      look(page, 1280, "chosen-de");
      assertThat(complaints).isEmpty();
      assertThat(foreign).isEmpty();
    }
  }

  @Test
  void a_magic_link_is_read_on_its_own_background_and_loads_nothing_from_elsewhere()
      throws IOException {
    world.registerTrimbleAgriculture("trimble-ag");
    brand();
    for (Map.Entry<ColorScheme, String> each :
        Map.of(ColorScheme.LIGHT, "#2e7d32", ColorScheme.DARK, "#0b2e13").entrySet()) {
      try (BrowserContext context = browser.window(each.getKey(), 360)) {
        Page page = page(context);
        page.navigate(
            world
                .app(
                    "POST",
                    "/services/widgets/api/magic-link/users/ada/provider",
                    Map.of(
                        "settings",
                        Map.of(
                            "companyName", "Acme Farms",
                            "companyLogo", "https://cdn.example/logo.png",
                            "backgroundColor", each.getValue())))
                .at("link"));
        assertThat(page.textContent(".brand")).contains("Acme Farms");
        look(page, 360, "magic-link-" + each.getKey().name().toLowerCase(Locale.ROOT));
        assertThat(complaints).isEmpty();
        assertThat(foreign).isEmpty();
      }
    }
  }

  @Test
  void an_admin_gives_the_pages_a_look_and_sees_it_before_users_do() throws Exception {
    Path logo = directory.resolve("logo.png");
    Files.write(logo, Pictures.png(360, 96));
    Path svg = directory.resolve("logo.svg");
    Files.writeString(svg, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      page.navigate(
          world
              .admin(
                  "POST",
                  "/api/v1/console-links",
                  Map.of("email", "ada@example.com", "name", "Ada"))
              .at("url"));
      press(page, "^Sign in");
      page.navigate(world.hub.url() + "/console/settings/branding");
      page.fill("#name", "Harbour Engineering");
      page.fill("#light-accent", "#8fd3c0");
      page.locator("#preview .problem").waitFor();
      assertThat(page.textContent("#preview")).contains("Accent in light", ":1 on #f6f5f2");
      page.setInputFiles("#logo", svg);
      press(page, "^Save");
      assertThat(page.textContent("main")).contains("SVG is not taken", "at least 4.5:1");
      check(page, 1280, "branding-refused");

      page.waitForResponse(
          answer -> answer.url().matches(".*preview\\.svg.*light\\.accent=%230b5cad.*"),
          () -> page.fill("#light-accent", "#0b5cad"));
      page.setInputFiles("#logo", logo);
      page.fill("#texts-en", "Welcome aboard.");
      page.check("#show_account");
      press(page, "^Save");
      page.getByText("The branding is saved").waitFor();
      assertThat(page.inputValue("#light-accent")).isEqualTo("#0b5cad");
      check(page, 1280, "branding");
      if (MAKES_PICTURES) {
        page.locator("section[aria-labelledby=colours]")
            .screenshot(
                new Locator.ScreenshotOptions()
                    .setPath(
                        Path.of("..", "docs", "pictures", "console", "settings-branding.png")));
      }
      page.setViewportSize(360, 800);
      check(page, 360, "branding-phone");

      page.setViewportSize(1280, 800);
      page.navigate(link());
      assertThat(page.content()).contains("Welcome aboard.", "Harbour Engineering");
      assertThat((Integer) page.evaluate("document.querySelector('.brand img').naturalWidth"))
          .isEqualTo(360);
      assertThat(
              page.evaluate("getComputedStyle(document.querySelector('.button')).backgroundColor"))
          .isEqualTo("rgb(11, 92, 173)");
      assertThat(complaints).isEmpty();
      assertThat(foreign).isEmpty();
    }
  }

  @Test
  void F9_names_logos_and_texts_of_others_do_nothing_in_a_browser() {
    String markup = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";
    world.admin(
        "PATCH",
        "/api/v1/workspace",
        Map.of("branding", Map.of("name", "<svg onload=alert(3)>", "texts", Map.of("en", markup))));
    world.admin(
        "POST",
        "/api/v1/connectors",
        Map.of(
            "yaml",
            """
            name: evil
            extends: generic-api-key
            title: '"><img src=x onerror=alert(4)>'
            sources: ["https://example.com"]
            checked: 2026-11-29
            verified: false
            """));
    world.admin("POST", "/api/v1/oauth-clients", Map.of("name", "evil", "connector", "evil"));
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      page.onDialog(
          dialog -> {
            complaints.add("a script ran: " + dialog.message());
            dialog.dismiss();
          });
      page.navigate(
          world
              .admin("POST", "/api/v1/connect-links", Map.of("integration", "evil", "user", markup))
              .at("url"));
      assertThat(page.textContent("h1")).contains("onerror=alert(4)");
      assertThat(page.locator("main img").count()).isZero();
      page.locator("form button").click();
      page.fill("input[type=password]", markup);
      follow(page, page.locator("form button"));
      assertThat(page.content()).doesNotContain("<img src=\"x\"");
      assertThat(complaints).isEmpty();
      assertThat(foreign).isEmpty();
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
      page.waitForCondition(() -> !complaints.isEmpty());

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
    // A page with a status of its own is told in the console too, as a resource that failed.
    if (message.type().equals("error") && !message.text().contains("a status of 4")) {
      complaints.add(message.text());
    }
  }

  /// Checks a page, and keeps a picture for the documentation.
  private static void look(Page page, int width, String name) {
    check(page, width, name);
    if (MAKES_PICTURES) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    }
  }

  private void brand() throws IOException {
    Logo logo =
        Logo.of(Files.readAllBytes(Path.of("..", "docs", "examples", "workspace", "logo.png")));
    Reply reply =
        world.admin(
            "PATCH",
            "/api/v1/workspace",
            Map.of(
                "branding",
                Map.of(
                    "name", "Harbour Engineering",
                    "support", "help@harbour.example",
                    "texts", Map.of("en", "Welcome aboard.", "de", "Willkommen an Bord."),
                    "light", Map.of("accent", "#0b5cad"),
                    "logo", logo.dataUrl())));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private String link() {
    return link(Map.of("integration", TRIMBLE));
  }

  private String link(Map<String, Object> fields) {
    Map<String, Object> wish = new HashMap<>(fields);
    wish.put("user", "ada");
    return world.app("POST", "/api/v1/connect-links", wish).at("url");
  }
}
