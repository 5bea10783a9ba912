package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passkeys in a real browser, with its virtual authenticator.
@Tag("browser")
final class PasskeyBrowserTest {
  private static final String WORDS = "four words do well";

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
  void a_passkey_is_offered_at_first_made_and_signs_in_by_itself() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 360)) {
      Page page = context.newPage();
      page.onConsoleMessage(
          it -> {
            if (it.type().equals("error")) {
              complaints.add(it.text());
            }
          });
      CDPSession session = context.newCDPSession(page);
      String authenticator = authenticator(session);
      page.navigate(world.hub.firstSignInLink().orElseThrow().toString());
      page.getByLabel("Your name").fill("Ada");
      page.getByLabel("E-mail address").fill("ada@example.com");
      press(page, "^Sign in");
      check(page, 360, "passkey-offer");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Add a passkey")).click();
      page.getByLabel("Name (optional)").fill("Laptop");
      check(page, 360, "passkey-account");
      press(page, "^Add a passkey");
      page.getByText("The passkey is added").waitFor();
      check(page, 360, "passkey-added");

      press(page, "^Add a passkey");
      page.getByText("This device has a passkey for you already.").waitFor();

      touch(session, authenticator, false);
      signOut(page);
      check(page, 360, "passkey-sign-in");
      assertThat(page.getByLabel("E-mail address").getAttribute("autocomplete"))
          .isEqualTo("username webauthn");
      // The button takes the place of the offer that waits in the field.
      touch(session, authenticator, true);
      press(page, "^Sign in with a passkey");
      page.waitForURL("**/console");
      assertThat(page.locator("h1").textContent()).isEqualTo("Overview");

      // Whoever chooses the one that is offered in the field presses nothing more.
      signOut(page);
      page.waitForURL("**/console");
      assertThat(page.locator("h1").textContent()).isEqualTo("Overview");

      refuseTheUser(session, authenticator);
      signOut(page);
      press(page, "^Sign in with a passkey");
      page.getByText("No passkey was used").waitFor();
      assertThat(page.url()).contains("/console/sign-in");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void without_a_script_the_passphrase_stays_and_no_button_leads_nowhere() {
    try (BrowserContext context = browser.windowWithoutScript()) {
      Page page = context.newPage();
      page.navigate(world.hub.url() + "/console/sign-in");
      assertThat(
              page.getByRole(
                      AriaRole.BUTTON,
                      new Page.GetByRoleOptions().setName("Sign in with a passkey"))
                  .isVisible())
          .isFalse();
      assertThat(page.getByLabel("Passphrase").isVisible()).isTrue();
      page.navigate(world.hub.firstSignInLink().orElseThrow().toString());
      page.getByLabel("Your name").fill("Ada");
      page.getByLabel("E-mail address").fill("ada@example.com");
      page.getByLabel("Passphrase").fill(WORDS);
      press(page, "^Sign in");
      page.navigate(world.hub.url() + "/console/account");

      assertThat(page.getByText("Passkeys need a script").isVisible()).isTrue();
    }
  }

  private static void signOut(Page page) {
    page.navigate(page.url().replaceAll("/console.*", "/console/account"));
    page.locator("details.menu summary").click();
    press(page, "^Sign out");
  }

  private static String authenticator(CDPSession session) {
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    return session
        .send("WebAuthn.addVirtualAuthenticator", arguments)
        .get("authenticatorId")
        .getAsString();
  }

  /// Whether somebody touches it as soon as it asks.
  private static void touch(CDPSession session, String authenticator, boolean touches) {
    JsonObject arguments = new JsonObject();
    arguments.addProperty("authenticatorId", authenticator);
    arguments.addProperty("enabled", touches);
    session.send("WebAuthn.setAutomaticPresenceSimulation", arguments);
  }

  private static void refuseTheUser(CDPSession session, String authenticator) {
    JsonObject arguments = new JsonObject();
    arguments.addProperty("authenticatorId", authenticator);
    arguments.addProperty("isUserVerified", false);
    session.send("WebAuthn.setUserVerified", arguments);
  }
}
