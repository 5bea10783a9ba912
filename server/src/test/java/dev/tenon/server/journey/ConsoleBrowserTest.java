package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.follow;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// The console in a real browser: light and dark, wide and narrow, with and without script.
@Tag("browser")
final class ConsoleBrowserTest {
  private static final String TRIMBLE = "trimble-connect";
  private static final String WORDS = "four words do well";
  private static final int FIRST_PAINT_BYTES = 100_000;

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
  @CsvSource({"LIGHT,1280", "DARK,320"})
  void an_admin_walks_from_the_printed_link_through_every_page(ColorScheme scheme, int width) {
    String name = scheme + "-" + width;
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = page(context);
      join(page, "console-link-" + name, width);
      check(page, width, "console-begin-" + name);
      connect("ada", "bo");

      page.navigate(world.hub.url() + "/console/webhooks");
      check(page, width, "console-webhooks-empty-" + name);
      follow(
          page,
          page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Add a webhook"))
              .first());
      page.getByLabel("Address").fill("https://hooks.example/tenon");
      page.getByLabel("These alone:").check();
      press(page, "^Add the webhook");
      page.getByText("Choose one event at least").waitFor();
      check(page, width, "console-webhook-wrong-" + name);
      page.getByLabel("connection.connected").check();
      press(page, "^Add the webhook");
      page.locator("main #shown").waitFor();
      check(page, width, "console-secret-" + name);
      follow(
          page,
          page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("I have kept it")));
      press(page, "^Send a test");
      assertThat(page.getByRole(AriaRole.STATUS).textContent()).contains("A test is on its way");
      check(page, width, "console-webhook-" + name);

      for (String path :
          List.of(
              "",
              "/webhooks",
              "/audit",
              "/settings",
              "/settings/members",
              "/settings/keys",
              "/settings/retention",
              "/account")) {
        page.navigate(world.hub.url() + "/console" + path);
        check(page, width, "console" + path.replace('/', '-') + "-" + name);
      }
      assertThat(complaints).isEmpty();
      assertThat(foreign).isEmpty();
    }
  }

  @Test
  void every_number_of_the_overview_is_that_of_the_hub() {
    connect("ada", "bo", "cy");
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      join(page, "", 1280);

      assertThat(page.locator(".figure").textContent()).contains("3");
      assertThat(page.locator(".legend a").first().textContent()).contains("Active").contains("3");
      assertThat(page.locator(".legend a").first().getAttribute("href"))
          .endsWith("/console/connections?status=active");
    }
  }

  @Test
  void the_audit_log_is_searched_while_typing() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      join(page, "", 1280);
      page.navigate(world.hub.url() + "/console/audit");
      assertThat(page.locator("#entries").textContent()).contains("oauth_client.created");

      page.getByLabel("Action, id or name").pressSequentially("member.joined");
      page.waitForURL("**/console/audit?q=member.joined");

      assertThat(page.locator("#entries").textContent())
          .contains("member.joined")
          .doesNotContain("oauth_client.created");
      assertThat(
              page.getByLabel("Action, id or name").evaluate("it => it === document.activeElement"))
          .as("the focus stays in the field")
          .isEqualTo(true);
    }
  }

  @Test
  void everything_can_be_done_with_the_keyboard() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      join(page, "", 1280);
      page.navigate(world.hub.url() + "/console/settings/keys");

      page.keyboard().press("Tab");
      assertThat(focused(page)).isEqualTo("Skip to the content");
      page.keyboard().press("Enter");
      page.getByLabel("What it is for").focus();
      page.keyboard().type("nightly");
      page.keyboard().press("Enter");
      page.getByText("The key “nightly” is made").waitFor();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("I have kept it")).focus();
      page.keyboard().press("Enter");

      page.locator("summary", new Page.LocatorOptions().setHasText("Revoke nightly")).focus();
      page.keyboard().press("Enter");
      assertThat(page.getByText("Whatever uses the key “nightly”").isVisible()).isTrue();
      page.keyboard().press("Escape");
      assertThat(page.getByText("Whatever uses the key “nightly”").isVisible()).isFalse();
      assertThat(focused(page)).contains("Revoke");
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.STATUS).textContent()).contains("revoked");
    }
  }

  @Test
  void A16_the_console_cannot_be_framed() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      page.navigate(world.sandbox.url() + "/");
      page.setContent("<iframe src=\"" + world.hub.url() + "/console/sign-in\"></iframe>");
      page.waitForCondition(() -> !complaints.isEmpty());

      assertThat(complaints).anyMatch(it -> it.contains("frame"));
    }
  }

  @Test
  void F9_a_name_with_markup_runs_nothing() {
    String evil =
        "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      join(page, "", 1280);
      world.admin("PATCH", "/api/v1/workspace", Map.of("name", "W " + evil.replace('/', '|')));
      world.admin("POST", "/api/v1/keys", Map.of("name", "K " + evil.replace('/', '|')));

      for (String path : List.of("", "/audit", "/settings", "/settings/keys")) {
        page.navigate(world.hub.url() + "/console" + path);
        assertThat(page.title()).doesNotContain("owned");
        assertThat(page.locator("img[src=x]").count()).isZero();
      }
    }
  }

  @Test
  void a_page_is_there_with_less_than_100_kB_and_without_another_host() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = page(context);
      join(page, "", 1280);
      List<Response> answers = new ArrayList<>();
      try (BrowserContext fresh = browser.window(ColorScheme.LIGHT, 1280)) {
        fresh.addCookies(context.cookies());
        Page again = page(fresh);
        again.onResponse(answers::add);
        again.navigate(world.hub.url() + "/console");
        again.waitForLoadState(LoadState.NETWORKIDLE);

        assertThat(List.copyOf(answers).stream().mapToLong(it -> it.body().length).sum())
            .isPositive()
            .isLessThan(FIRST_PAINT_BYTES);
        assertThat(foreign).isEmpty();
      }
    }
  }

  @Test
  void every_form_works_without_a_script() {
    try (BrowserContext context = browser.windowWithoutScript()) {
      Page page = context.newPage();
      join(page, "", 1280);
      page.navigate(world.hub.url() + "/console/audit");
      page.getByLabel("Action, id or name").fill("member.joined");
      press(page, "^Search");
      assertThat(page.locator("#entries").textContent()).doesNotContain("oauth_client.created");

      page.navigate(world.hub.url() + "/console/settings");
      page.getByLabel("Name of the workspace").fill("Harbour");
      press(page, "^Save");
      assertThat(page.getByRole(AriaRole.STATUS).textContent()).contains("saved");
      page.navigate(world.hub.url() + "/console/settings/retention");
      page.getByLabel("Events of webhooks").fill("7");
      press(page, "^Save");
      assertThat(page.content()).contains("This removes for good", "30 days → 7 days");
      press(page, "^Keep less");
      assertThat(page.getByRole(AriaRole.STATUS).textContent()).contains("retention is saved");
      assertThat(page.getByLabel("Events of webhooks").inputValue()).isEqualTo("7");
      press(page, "^Sign out");
      assertThat(page.content()).contains("You are signed out");
      page.getByLabel("E-mail address").fill("ada@example.com");
      page.getByLabel("Passphrase").fill(WORDS);
      press(page, "^Sign in");
      assertThat(page.content()).contains("Harbour");
    }
  }

  private void join(Page page, String picture, int width) {
    URI link =
        URI.create(world.admin("POST", "/api/v1/console-links", Map.of("role", "admin")).at("url"));
    page.navigate(link.toString());
    assertThat(page.url()).doesNotContain(link.getPath().substring("/console/link/".length()));
    page.getByLabel("Your name").fill("Ada Lovelace");
    page.getByLabel("E-mail address").fill("ada@example.com");
    page.getByLabel("Passphrase").fill("short");
    press(page, "^Sign in");
    assertThat(page.content()).contains("at least 12 characters");
    if (!picture.isEmpty()) {
      check(page, width, picture);
    }
    page.getByLabel("Passphrase").fill(WORDS);
    press(page, "^Sign in");
    assertThat(page.locator("h1").textContent()).isEqualTo("Overview");
  }

  private void connect(String... users) {
    for (String user : users) {
      try (Browser other = new Browser()) {
        world.connect(other, TRIMBLE, user);
      }
    }
  }

  private Page page(BrowserContext context) {
    Page page = context.newPage();
    page.onConsoleMessage((ConsoleMessage it) -> complain(it));
    page.onRequest(
        request -> {
          if (!"localhost".equals(URI.create(request.url()).getHost())) {
            foreign.add(request.url());
          }
        });
    return page;
  }

  /// A form with problems is answered with 422, which browsers note; nothing else may be said.
  private void complain(ConsoleMessage message) {
    if (message.type().equals("error") && !message.text().contains("422")) {
      complaints.add(message.text());
    }
  }

  private static String focused(Page page) {
    return (String) page.evaluate("document.activeElement.textContent.trim()");
  }
}
