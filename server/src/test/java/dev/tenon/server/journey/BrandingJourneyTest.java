package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Pictures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages for users in a workspace's own dress and in the reader's language, over HTTP.
final class BrandingJourneyTest {
  private static final String TRIMBLE = "trimble-connect";
  private static final String WORKSPACE = "/api/v1/workspace";
  private static final String MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>";

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private TestHub world;
  private Browser browser;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect(TRIMBLE);
    browser = new Browser();
  }

  @AfterEach
  void stop() {
    browser.close();
    http.close();
    world.close();
  }

  @Test
  void a_branding_is_what_users_see_and_what_cannot_be_read_is_refused_with_the_ratio()
      throws Exception {
    Logo logo = Logo.of(Pictures.png(300, 80));
    Reply refused = brand(Map.of("light", Map.of("accent", "#8fd3c0")));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("branding.light.accent", ":1 on #f6f5f2", "would do");
    assertThat(brand(Map.of("logo", "data:image/png;base64,PHN2Zy8+")).text())
        .contains("SVG is not taken");

    Reply saved =
        brand(
            Map.of(
                "name", "Harbour & Sons",
                "support", "help@harbour.example",
                "texts", Map.of("en", "Welcome aboard.", "de", "Willkommen an Bord."),
                "light", Map.of("accent", "#0b5cad"),
                "logo", logo.dataUrl()));
    assertThat(saved.status()).as(saved.text()).isEqualTo(200);
    assertThat(saved.text()).contains(logo.sha256()).doesNotContain("base64");
    assertThat(brand(Map.of("dark", Map.of("background", "#101418"))).text())
        .as("what is not said stays")
        .contains("#0b5cad", "Harbour & Sons");

    Browser.Page page = browser.open(link(Map.of()));
    assertThat(page.html())
        .contains("Harbour &amp; Sons", "mailto:help@harbour.example", "Welcome aboard.");
    HttpResponse<String> css = file(page, "look-\\w+\\.css");
    assertThat(css.body()).contains("--accent:#0b5cad", "--on-accent:#ffffff", "--paper:#101418");
    HttpResponse<byte[]> picture =
        http.send(request(path(page, "logo-\\w+\\.png")), BodyHandlers.ofByteArray());
    assertThat(picture.body()).isEqualTo(logo.bytes());
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(picture.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(picture.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "sandbox");

    assertThat(world.admin("PATCH", WORKSPACE, nothing()).text()).contains("\"logo\":null");
    assertThat(browser.open(link(Map.of())).html()).doesNotContain("Harbour", "/brand/");
    assertThat(
            http.send(request(path(page, "logo-\\w+\\.png")), BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void files_of_what_is_no_workspace_are_not_there() throws Exception {
    for (String odd : List.of("x", "ws_", "ws_a-b", "ws_" + "a".repeat(65), "ws_unknown")) {
      assertThat(
              http.send(
                      HttpRequest.newBuilder(
                              URI.create(world.hub.url() + "/brand/" + odd + "/look-0.css"))
                          .build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .as(odd)
          .isEqualTo(404);
    }
  }

  @Test
  void F9_nothing_that_is_typed_for_the_pages_is_markup() {
    brand(Map.of("name", "<b onclick=x>Bad", "texts", Map.of("en", MARKUP)));
    world.admin(
        "POST",
        "/api/v1/connectors",
        Map.of(
            "yaml",
            """
            name: evil
            extends: generic-api-key
            title: '"><script>alert(1)</script>'
            sources: ["https://example.com"]
            checked: 2026-11-29
            verified: false
            """));
    world.admin("POST", "/api/v1/oauth-clients", Map.of("name", "evil", "connector", "evil"));

    Browser.Page page = browser.open(link(Map.of("integrations", List.of("evil"), "user", MARKUP)));

    assertThat(page.html())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b onclick=x&gt;Bad")
        .doesNotContain("<script", "<img src=x", "<b onclick");
  }

  @Test
  void pages_speak_as_the_reader_chose_else_as_the_link_says_else_as_the_browser_likes()
      throws Exception {
    URI plain = link(Map.of());
    URI dutch = link(Map.of("locale", "nl_NL"));

    assertThat(asked(plain, "fr-CH, de;q=0.5", "")).contains("<html lang=\"fr\" dir=\"ltr\"");
    assertThat(asked(plain, "ja", "")).contains("<html lang=\"en\"");
    assertThat(asked(dutch, "fr", "")).contains("<html lang=\"nl\"", "U verbindt als");
    assertThat(asked(dutch, "fr", "tenon-language=de")).contains("Sie verbinden als");
    assertThat(asked(URI.create(dutch + "?lang=es"), "fr", "tenon-language=de"))
        .contains("<html lang=\"es\"", "aria-current=\"true\">Español");
    assertThat(world.app("POST", "/api/v1/connect-links", wish(Map.of("locale", "ja"))).text())
        .contains("locale", "en, de, nl, es, pt or fr");
  }

  @Test
  void what_a_connector_says_is_in_the_readers_language_and_marked_where_it_is_not()
      throws Exception {
    post(
        """
        name: models
        extends: autodesk-platform-services
        title: Models
        sources: ["https://example.com"]
        checked: 2026-11-29
        verified: false
        definitions:
          user-sign-in:
            scopes: {offered: {"models:own": See what only we have}}
        """);
    post(
        """
        name: weather
        extends: generic-api-key
        title: Weather
        sources: ["https://example.com"]
        checked: 2026-11-29
        verified: false
        definitions:
          api-key:
            fields:
              area: {title: Area, description: Where you farm., choices: [north, south]}
        translations:
          Where you farm.: {fr: Là où vous cultivez.}
          north: {fr: Nord}
        """);
    Reply client =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "models",
                "connector", "models",
                "client_id", "aps-web",
                "client_secret", "aps-web-secret",
                "scope", "data:read models:own openid"));
    assertThat(client.status()).as(client.text()).isEqualTo(201);
    world.admin("POST", "/api/v1/oauth-clients", Map.of("name", "weather", "connector", "weather"));

    String page = asked(link(Map.of("integrations", List.of("models", "weather"))), "fr", "");

    assertThat(page)
        .contains("<li>Lire les hubs, projets, dossiers, fichiers et problèmes</li>")
        .contains("<li lang=\"en\">See what only we have</li>")
        .contains("<li>Savoir quel compte est le vôtre</li>")
        .contains("<span>Clé API</span>", "<span lang=\"en\">Area</span>")
        .contains("<p>Là où vous cultivez.</p>")
        .contains("<option value=\"north\">Nord</option>")
        .contains("<option value=\"south\" lang=\"en\">south</option>");
    assertThat(asked(link(Map.of("integrations", List.of("models"))), "en", ""))
        .contains("<li>Read hubs, projects, folders, files and issues</li>")
        .doesNotContain("<li lang");
  }

  @Test
  void where_it_is_wished_the_account_is_shown_before_the_app_is_told() {
    brand(Map.of("show_account", true));
    Browser.Page consent =
        browser.submit(
            browser.open(link(Map.of("return_url", "http://localhost:9/back"))),
            "Connect",
            Map.of());

    Browser.Page done =
        browser.submit(consent, "Allow", Map.of("user", "ada", "decision", "allow"));

    assertThat(done.html())
        .contains("You signed in as", "ada.ng@firm.example", "Not your account?", "Back to viewer")
        .containsPattern("http://localhost:9/back\\?[^\"]*connect_code=");
    assertThat(world.token(TRIMBLE, "ada").status()).isNotEqualTo(200);
  }

  @Test
  void connecting_again_keeps_the_connection_and_says_so() {
    world.verifyLinksBy("none");
    world.connect(browser, TRIMBLE, "ada");

    Browser.Page again = browser.open(link(Map.of()));
    assertThat(again.html()).contains("Connected as Ada", "The connection stays", "again</button>");
    Browser.Page consent = browser.submit(again, "Connect", Map.of());
    assertThat(browser.submit(consent, "Allow", Map.of("user", "ada", "decision", "allow")).html())
        .contains("It is the connection that you had before, renewed");
  }

  private void post(String connector) {
    Reply posted = world.admin("POST", "/api/v1/connectors", Map.of("yaml", connector));
    assertThat(posted.status()).as(posted.text()).isEqualTo(201);
  }

  private Reply brand(Map<String, Object> branding) {
    return world.admin("PATCH", WORKSPACE, Map.of("branding", branding));
  }

  private static Map<String, Object> nothing() {
    Map<String, Object> change = new HashMap<>();
    change.put("branding", null);
    return change;
  }

  private static Map<String, Object> wish(Map<String, Object> more) {
    Map<String, Object> wish = new HashMap<>(Map.of("user", "ada"));
    if (!more.containsKey("integrations")) {
      wish.put("integration", TRIMBLE);
    }
    wish.putAll(more);
    return wish;
  }

  private URI link(Map<String, Object> more) {
    // An admin's link, which no app's return addresses bind; and an app's, which has a name.
    Map<String, Object> wish = wish(more);
    Reply made =
        more.containsKey("integrations")
            ? world.admin("POST", "/api/v1/connect-links", wish)
            : world.app("POST", "/api/v1/connect-links", wish);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return URI.create(made.at("url"));
  }

  /// The page of a link, as a browser of its own sees it.
  private String asked(URI link, String accepted, String cookie) throws Exception {
    HttpResponse<String> first =
        http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
    assertThat(first.statusCode()).isEqualTo(303);
    String cookies =
        first.headers().allValues("Set-Cookie").stream()
            .map(it -> it.split(";", 2)[0])
            .reduce(cookie, (one, two) -> one.isEmpty() ? two : one + "; " + two);
    URI page = link.resolve(first.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> second =
        http.send(
            HttpRequest.newBuilder(page)
                .header("Cookie", cookies)
                .header("Accept-Language", accepted)
                .build(),
            BodyHandlers.ofString());
    assertThat(second.statusCode()).isEqualTo(200);
    return second.body();
  }

  private HttpResponse<String> file(Browser.Page page, String name)
      throws IOException, InterruptedException {
    return http.send(request(path(page, name)), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(world.hub.url().resolve(path)).build();
  }

  private static String path(Browser.Page page, String name) {
    Matcher matcher = Pattern.compile("\"(/brand/[^\"]*/" + name + ")\"").matcher(page.html());
    assertThat(matcher.find()).as(page.html()).isTrue();
    return matcher.group(1);
  }
}
