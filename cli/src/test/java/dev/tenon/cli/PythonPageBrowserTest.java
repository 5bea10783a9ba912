package dev.tenon.cli;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.journey.HeadlessBrowser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An app of VIKTOR's guide as a page, in a real browser.
final class PythonPageBrowserTest {
  private static final String NAME = "aps-integration-1";
  private static final Path DOCUMENTS = Path.of("../python/tests/documents");

  @TempDir private Path directory;

  @Test
  void user_presses_the_login_button_and_sees_the_table() throws Exception {
    try (var world = HubWithSandbox.start(directory);
        var browser = HeadlessBrowser.start()) {
      Process app = start(world, setUp(world));
      try {
        String url = url(app);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          try (BrowserContext window = browser.window(scheme, 320)) {
            Page page = window.newPage();
            page.navigate(url);
            check(page, 320, "python-login-" + scheme);
          }
        }
        try (BrowserContext window = browser.window(ColorScheme.DARK, 360)) {
          walk(window.newPage(), url);
        }
      } finally {
        app.destroy();
        app.waitFor();
      }
    }
  }

  private static void walk(Page page, String url) {
    page.navigate(url);
    assertThat(page.locator("h1").textContent()).isEqualTo("APS OAuth2 Integration");
    page.getByText("Log in with " + NAME).click();
    press(page, "^Connect Autodesk");
    page.locator("input[name=user][value=ada]").check();
    press(page, "^Allow");
    page.waitForURL(url);
    check(page, 360, "python-table");
    assertThat(page.locator("table").textContent()).contains("Acme Builders", "Acme West");
    assertThat(page.locator("body").textContent()).doesNotContain("Log in");
  }

  private static String setUp(HubWithSandbox world) {
    String aps = world.sandbox() + "/aps";
    try (TenonClient admin = world.admin()) {
      admin.setLinkVerification("app");
      admin
          .oauthClients()
          .create(
              NAME,
              OAuthClientFields.none()
                  .connector("autodesk-platform-services")
                  .connectionDefinition("user-sign-in")
                  .clientId("aps-web")
                  .clientSecret(Secret.of("aps-web-secret"))
                  .scope("data:read")
                  .forAllApps()
                  .parameters(Map.of("api_url", aps, "profile_url", aps)));
      admin.apps().create("guide");
      return admin.apps().createKey("guide", "test").key().reveal();
    }
  }

  private Process start(HubWithSandbox world, String key) throws IOException {
    String code =
        Files.readString(DOCUMENTS.resolve("aps.py.txt"))
            .replace("import viktor as vkt", "import tenon as vkt")
            .replace("https://developer.api.autodesk.com/", world.sandbox() + "/aps/");
    Path app = Files.writeString(directory.resolve("app.py"), code);
    Files.copy(DOCUMENTS.resolve("aps.toml"), directory.resolve("viktor.config.toml"));
    Map<String, String> variables =
        Map.of(
            "TENON_URL",
            world.hub().toString(),
            "TENON_API_KEY",
            key,
            "TENON_USER",
            "the-engineer");
    List<String> words = List.of("-m", "tenon.run", app.toString(), "--serve", "--port", "0");
    return Python.command(variables, words).start();
  }

  private static String url(Process app) throws IOException {
    // Its output ends with the process, so the reader is left open.
    BufferedReader output = app.inputReader();
    String line = String.valueOf(output.readLine());
    Matcher url = Pattern.compile("http://localhost:[0-9]+/").matcher(line);
    assertThat(url.find()).as(line).isTrue();
    return url.group();
  }
}
