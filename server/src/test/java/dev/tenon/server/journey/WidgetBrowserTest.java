package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The widget on the page of an app at another origin, whose policy allows no script but its own
/// and the hub's.
@Tag("browser")
final class WidgetBrowserTest {
  private static final String TRIMBLE = "trimble-connect";

  @TempDir Path directory;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Map<String, String> files = new HashMap<>();
  private TestHub world;
  private HeadlessBrowser browser;
  private HttpServer app;

  @BeforeEach
  void start() throws IOException {
    browser = HeadlessBrowser.start();
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect(TRIMBLE);
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
          boolean script = path.endsWith(".js");
          exchange
              .getResponseHeaders()
              .add("Content-Type", script ? "text/javascript" : "text/html; charset=utf-8");
          exchange
              .getResponseHeaders()
              .add(
                  "Content-Security-Policy",
                  "default-src 'none'; script-src 'self' %1$s; connect-src %1$s; img-src data:"
                      .formatted(world.hub.url()));
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    app.start();
    files.put("/", page("app.js"));
    files.put("/back", page("back.js"));
    files.put(
        "/back.js",
        """
        Tenon.returned().then(function (came) {
          document.getElementById('out').textContent = came ? 'here ' + came.connectCode : 'gone';
        });
        """);
  }

  @AfterEach
  void stop() {
    app.stop(0);
    browser.close();
    world.close();
  }

  @Test
  void a_window_opens_and_its_end_comes_back_with_a_code_to_confirm() {
    opens(link());
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1000)) {
      Page page = page(context);
      page.navigate(url("/"));
      Page popup = page.waitForPopup(() -> page.click("#go"));

      allow(popup);

      page.waitForCondition(() -> page.textContent("#out").startsWith("returned"));
      String[] said = page.textContent("#out").split(" ", -1);
      assertThat(said[1]).startsWith("lnk_");
      assertThat(
              world
                  .app(
                      "POST",
                      "/api/v1/connect-links/" + said[1] + "/confirm",
                      Map.of("connect_code", said[2]))
                  .at("status"))
          .isEqualTo("active");
      assertThat(popup.isClosed() || "gone".equals(popup.textContent("#out"))).isTrue();
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void each_of_two_pages_of_an_app_is_told_of_the_end_of_its_own_link() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1000)) {
      opens(link());
      Page one = page(context);
      one.navigate(url("/"));
      Page popup = one.waitForPopup(() -> one.click("#go"));
      opens(link());
      Page other = page(context);
      other.navigate(url("/"));
      Page itsPopup = other.waitForPopup(() -> other.click("#go"));

      allow(popup);
      one.waitForCondition(() -> one.textContent("#out").startsWith("returned"));
      allow(itsPopup);
      other.waitForCondition(() -> other.textContent("#out").startsWith("returned"));

      assertThat(other.textContent("#out").split(" ", -1)[1])
          .isNotEqualTo(one.textContent("#out").split(" ", -1)[1]);
    }
  }

  @Test
  void a_page_that_does_not_know_its_link_yet_takes_no_end_of_another() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1000)) {
      opens(link());
      Page one = page(context);
      one.navigate(url("/"));
      Page popup = one.waitForPopup(() -> one.click("#go"));
      opens(link());
      Page other = page(context);
      List<Route> unanswered = new CopyOnWriteArrayList<>();
      other.route("**/status", unanswered::add);
      other.navigate(url("/"));
      Page itsPopup = other.waitForPopup(() -> other.click("#go"));
      other.waitForCondition(() -> !unanswered.isEmpty());

      allow(popup);
      one.waitForCondition(() -> one.textContent("#out").startsWith("returned"));
      other.unroute("**/status");
      unanswered.forEach(Route::resume);
      allow(itsPopup);
      other.waitForCondition(() -> other.textContent("#out").startsWith("returned"));

      assertThat(other.textContent("#out").split(" ", -1)[1])
          .isNotEqualTo(one.textContent("#out").split(" ", -1)[1]);
    }
  }

  @Test
  void where_windows_are_blocked_the_page_goes_there_itself() {
    opens(link());
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1000)) {
      context.addInitScript("window.open = function () { return null; };");
      Page page = page(context);
      page.navigate(url("/"));
      page.click("#go");

      allow(page);

      page.waitForCondition(() -> page.textContent("#out").startsWith("here"));
      assertThat(page.url()).startsWith(url("/back"));
    }
  }

  @Test
  void a_window_that_is_closed_and_an_address_of_elsewhere_are_told() {
    opens(link());
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1000)) {
      Page page = page(context);
      page.navigate(url("/"));
      Page popup = page.waitForPopup(() -> page.click("#go"));
      popup.close();
      page.waitForCondition(() -> page.textContent("#out").equals("closed"));

      opens("https://evil.example/connect/x");
      page.reload();
      page.click("#go");
      assertThat(page.textContent("#out")).startsWith("TypeError");
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1000,false", "DARK,360,true"})
  void leaf_link_shows_the_providers_of_a_key_in_place(
      ColorScheme scheme, int width, boolean dark) {
    world.verifyLinksBy("none");
    String key = link().replaceAll(".*/", "");
    files.put(
        "/app.js",
        """
        var out = document.getElementById('out');
        Tenon.leafLink({
          apiKey: '%s', leafUser: 'ada', companyName: 'Harvest Ltd', title: 'Su granja',
          locale: 'es_ES', isDarkMode: %s, showSearchbar: true,
          element: document.getElementById('widget'),
          onProvidersConnected: function (list) { out.textContent = JSON.stringify(list); },
          onProviderWidgetStatus: function (it) { document.title = it.code + ' ' + it.message; }
        });
        """
            .formatted(key, dark));
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = page(context);
      page.navigate(url("/"));
      page.getByText("Su granja").waitFor();
      check(page, width, "leaf-link-" + scheme + "-" + width);
      Page popup =
          page.waitForPopup(
              () ->
                  page.getByRole(
                          com.microsoft.playwright.options.AriaRole.BUTTON,
                          new Page.GetByRoleOptions().setName(Pattern.compile("^Conectar")))
                      .click());

      allow(popup);

      page.waitForCondition(() -> page.title().equals("1 Done"));
      assertThat(page.textContent("#out")).contains("\"provider\":\"TrimbleConnect\"");
      assertThat(page.getByText("Conectado").count()).isEqualTo(1);
      page.getByRole(com.microsoft.playwright.options.AriaRole.SEARCHBOX).fill("xyz");
      assertThat(page.getByText("No se encontró nada.").isVisible()).isTrue();
      assertThat(complaints).isEmpty();
    }
  }

  private void allow(Page page) {
    page.waitForURL(Pattern.compile(".*/connect/lnk_.*"));
    // In the language of the widget.
    press(page, "^(Connect|Conectar)");
    page.locator("input[name=user][value=ada]").check();
    press(page, "^Allow");
  }

  private void opens(String link) {
    files.put(
        "/app.js",
        """
        document.getElementById('go').addEventListener('click', function () {
          var out = document.getElementById('out');
          try {
            Tenon.connect({
              url: '%s',
              onReturned: function (came) {
                out.textContent = 'returned ' + came.connectLink + ' ' + came.connectCode;
              },
              onClosed: function () { out.textContent = 'closed'; }
            });
          } catch (error) {
            out.textContent = String(error);
          }
        });
        """
            .formatted(link));
  }

  private String page(String script) {
    return """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>App</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"></head>
        <body><main><h1>An app</h1><button id="go">Connect</button><div id="widget"></div>
        <p id="out"></p></main>
        <script src="%s/connect.js"></script><script src="/%s"></script></body></html>
        """
        .formatted(world.hub.url(), script);
  }

  private String link() {
    return world
        .app(
            "POST",
            "/api/v1/connect-links",
            Map.of("integration", TRIMBLE, "user", "ada", "return_url", url("/back")))
        .at("url");
  }

  private String url(String path) {
    return "http://localhost:" + app.getAddress().getPort() + path;
  }

  private Page page(BrowserContext context) {
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    return context.newPage();
  }
}
