package dev.tenon.cli;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tenon.cli.run.EmbeddedHub;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.ConnectLinkRequest;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.journey.HeadlessBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as its words tell to try it: the real hub, the sandbox, and a real browser.
final class DemoBrowserTest {
  @TempDir private Path directory;

  @Test
  void demo_is_walked_in_a_browser_from_the_button_to_projects_and_a_token() {
    try (var tenon = new Program();
        HeadlessBrowser browser = HeadlessBrowser.start()) {
      tenon
          .in(directory)
          .starting(EmbeddedHub::start)
          .until(
              () -> {
                try (BrowserContext window = browser.window(ColorScheme.LIGHT, 360)) {
                  walk(window.newPage(), printed(tenon, "(http://localhost:[0-9]+/)\n\nThen"));
                  shareFarms(window.newPage(), link(tenon, "trimble-ag"));
                }
                assertThat(token(tenon)).contains("\"access_token\"");
              });

      var run = tenon.run("demo --port 0 --sandbox-port 0 --app-port 0");

      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isEqualTo(ExitCode.OK);
    }
  }

  private static void walk(Page page, String app) {
    page.navigate(app);
    check(page, 360, "demo-start");
    press(page, "^Connect Trimble Connect$");
    press(page, "^Connect Trimble Connect$");
    page.locator("input[name=user][value=ada]").check();
    press(page, "^Allow");
    page.waitForURL(app);
    check(page, 360, "demo-projects");
    assertThat(page.locator("table").textContent()).contains("Harbour bridge", "Europe", "Asia");
  }

  private static void shareFarms(Page page, String link) {
    page.navigate(link);
    press(page, "^Connect Trimble Agriculture$");
    press(page, "^Allow");
    page.getByText("Choose at Trimble Agriculture").click();
    page.locator("input[name=organization]").first().check();
    press(page, "^Allow");
    page.getByText("Back from Trimble Agriculture").waitFor();
    check(page, 360, "demo-second-step");
  }

  private static String link(Program tenon, String integration) {
    URI hub = URI.create(printed(tenon, "The hub is at (\\S+)"));
    Secret key = Secret.of(printed(tenon, "TENON_API_KEY=(\\S+)"));
    try (var app = TenonClient.of(hub, key)) {
      return app.connectLinks().create(ConnectLinkRequest.of(integration, "you")).url().toString();
    }
  }

  private static String token(Program tenon) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(printed(tenon, "curl -s (\\S+)")))
            .header("Authorization", printed(tenon, "-H 'Authorization: ([^']+)'"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(printed(tenon, "-d '([^']+)'")))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String printed(Program tenon, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(tenon.printed());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
