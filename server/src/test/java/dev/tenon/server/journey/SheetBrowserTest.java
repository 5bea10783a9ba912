package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sheets as windows over the page, in a real browser.
@Tag("browser")
final class SheetBrowserTest {
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Path PICTURES = Path.of("..", "docs", "pictures", "console");
  private static final String LIST = "/console/oauth-clients";
  private static final String NEW = "/console/new/oauth-client";
  private static final String GENERIC = NEW + "/generic-oauth2";

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
  void an_oauth_client_is_made_over_the_list_with_the_keyboard_alone() {
    world.registerTrimbleConnect("pier");
    try (BrowserContext context = browser.window(ColorScheme.DARK, 360)) {
      Page page = signedIn(context, LIST);
      button(page, "Create OAuth client").focus();
      page.keyboard().press("Enter");
      focused(page, "Create an OAuth client");
      at(page, NEW);
      assertThat(page.title()).isEqualTo("Create an OAuth client · Tenon");
      assertThat(dialog(page).boundingBox().height)
          .as("on a phone it is all there is")
          .isEqualTo(800);
      check(page, 360, "sheet-provider-dark-phone");

      tab(page, "q");
      page.keyboard().type("generic oauth");
      page.waitForURL("**q=generic*oauth*");
      tab(page, "Generic OAuth 2.0");
      page.keyboard().press("Enter");
      focused(page, "Create an OAuth client");
      at(page, GENERIC);

      tab(page, "name");
      page.keyboard().press("Control+A");
      page.keyboard().type("pier");
      page.keyboard().press("Enter");
      page.locator("dialog #name-problem").waitFor();
      focused(page, "name");
      check(page, 360, "sheet-wrong-dark-phone");
      page.keyboard().press("Control+A");
      page.keyboard().type("mole");
      page.keyboard().press("Enter");
      page.getByText("“mole”").waitFor();
      focused(page, "Create an OAuth client");
      check(page, 360, "sheet-configuration-dark-phone");
      picture(page, "sheet-configuration-dark-phone");

      tab(page, "authorization_url");
      page.keyboard().type("https://id.example/authorize");
      tab(page, "token_url");
      page.keyboard().type("https://id.example/token");
      tab(page, "client_id");
      page.keyboard().type("tenon");
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.STATUS).first().textContent()).contains("is there");
      at(page, LIST + "/mole");
      page.goBack();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("mole").setExact(true))
          .waitFor();
      at(page, LIST);
      assertThat(dialog(page).count()).as("nothing of the steps is left in the history").isZero();
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void back_goes_a_step_back_and_then_to_the_list_and_what_was_typed_is_asked_for_first() {
    world.registerTrimbleConnect("pier");
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = signedIn(context, LIST);
      page.evaluate("window.before = 1");
      Locator opener = button(page, "Create OAuth client");
      opener.press("Enter");
      focused(page, "Create an OAuth client");
      check(page, 1280, "sheet-provider");
      page.keyboard().press("Escape");
      focused(page, "Create OAuth client");
      at(page, LIST);
      assertThat(page.title()).isEqualTo("OAuth clients · Tenon");

      opener.press("Enter");
      dialog(page).locator(".cards a", named("Generic OAuth 2.0")).first().click();
      dialog(page).locator("#name").fill("mole");
      press(page, "^Next");
      dialog(page).locator("#client_id").fill("tenon");
      dialog(page).locator("#client_secret").fill("hush");
      check(page, 1280, "sheet-configuration");
      picture(page, "sheet-configuration");
      page.goBack();
      assertThat(dialog(page).locator("#name").inputValue()).isEqualTo("mole");
      page.goBack();
      dialog(page).locator("#q").waitFor();
      page.goBack();
      at(page, LIST);
      dialog(page).waitFor(hidden());
      page.goForward();
      page.goForward();
      dialog(page).locator("#name").fill("breakwater");
      press(page, "^Next");
      dialog(page).getByText("“breakwater”").waitFor();
      assertThat(dialog(page).locator("#client_secret").inputValue()).isEqualTo("hush");
      press(page, "^Back");
      assertThat(dialog(page).locator("#name").inputValue()).isEqualTo("breakwater");

      page.keyboard().press("Escape");
      focused(page, "Keep editing");
      check(page, 1280, "sheet-question");
      page.keyboard().press("Escape");
      assertThat(dialog(page).locator("#name").inputValue()).isEqualTo("breakwater");
      dialog(page).locator("a.close").click();
      press(page, "^Leave");
      at(page, LIST);
      focused(page, "Create OAuth client");
      assertThat(page.evaluate("window.before"))
          .as("it was the same page all the time")
          .isEqualTo(1);

      opener.press("Enter");
      dialog(page).locator(".cards a", named("Generic OAuth 2.0")).first().click();
      at(page, GENERIC);
      page.reload();
      assertThat(dialog(page).count()).isZero();
      check(page, 1280, "sheet-plain");
      page.goBack();
      page.locator("#q").waitFor();
      page.goBack();
      button(page, "Create OAuth client").waitFor();
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void what_was_typed_outlives_whatever_is_answered() {
    world.registerTrimbleConnect("pier");
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = signedIn(context, LIST);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit pier")).click();
      dialog(page).getByText("Configuration").click();
      dialog(page).locator("#client_secret").fill("hush");
      page.route("**/configuration", Route::abort);
      press(page, "^Save");
      dialog(page).getByText("The hub did not answer").waitFor();
      check(page, 1280, "sheet-no-answer");
      page.unroute("**/configuration");

      context.clearCookies();
      press(page, "^Save");
      dialog(page).getByText("You are signed out").waitFor();
      check(page, 1280, "sheet-signed-out");
      signedIn(context, "/console/account").close();
      assertThat(dialog(page).locator("#client_secret").inputValue()).isEqualTo("hush");
      press(page, "^Save");
      page.getByText("The OAuth client is changed").waitFor();
      at(page, LIST + "/pier");

      button(page, "Edit").click();
      dialog(page).waitFor();
      world.admin("DELETE", "/api/v1/oauth-clients/pier");
      press(page, "^Save");
      dialog(page).getByText("There is no such OAuth client").waitFor();
      page.keyboard().press("Escape");
      page.getByText("Paste what is registered there").waitFor();
      button(page, "Edit").click();
      page.locator(".lone").getByText("There is no such OAuth client").waitFor();
    }
  }

  @Test
  void what_is_shown_once_is_a_page_and_the_list_behind_it_is_new() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = signedIn(context, "/console/webhooks");
      button(page, "Add a webhook").click();
      dialog(page).locator("#url").fill("https://hooks.example/brücke");
      press(page, "^Add the webhook");
      dialog(page).locator("#url-problem").waitFor();
      check(page, 1280, "sheet-webhook");
      dialog(page).locator("#url").fill("https://hooks.example/tenon");
      press(page, "^Add the webhook");
      page.locator("main #shown").waitFor();
      check(page, 1280, "sheet-secret");
      assertThat(dialog(page).count()).isZero();
      page.goBack();
      page.getByText("https://hooks.example/tenon").waitFor();
      at(page, "/console/webhooks");

      page.navigate(world.hub.url() + "/console/connections/link");
      check(page, 1280, "sheet-link-empty");
      assertThat(complaints).isEmpty();
    }
  }

  private Page signedIn(BrowserContext context, String path) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // A form with problems is answered with 422, which browsers note.
          if (message.type().equals("error") && !message.text().contains("422")) {
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
    page.navigate(world.hub.url() + path);
    return page;
  }

  private static Locator dialog(Page page) {
    return page.locator("dialog.over[open]:not(.question)");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first();
  }

  private void at(Page page, String path) {
    page.waitForURL(
        Pattern.compile("^" + Pattern.quote(world.hub.url() + path) + "(\\?(said|q)=.*)?$"));
  }

  /// Until what has the focus has that id or text.
  private static void focused(Page page, String name) {
    page.waitForCondition(() -> focus(page).equals(name));
  }

  /// By the tab key to what has that id or text.
  private static void tab(Page page, String name) {
    for (int i = 0; i < 60 && !focus(page).equals(name); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(focus(page)).isEqualTo(name);
  }

  private static String focus(Page page) {
    return (String)
        page.evaluate(
            """
            () => {
              const it = document.activeElement;
              const named = it.querySelector("strong") ?? it;
              return it.id && it.id !== "sheet-title" ? it.id : named.textContent.trim();
            }
            """);
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }

  private static Locator.LocatorOptions named(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }

  private static void picture(Page page, String name) {
    if (MAKES_PICTURES) {
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
  }
}
