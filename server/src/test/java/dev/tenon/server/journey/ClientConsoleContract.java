package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console's pages for OAuth clients and connectors over HTTP.
abstract class ClientConsoleContract {
  private static final String ALL = "/console/oauth-clients";
  private static final String NEW = "/console/new/oauth-client";
  private static final String NEW_TRIMBLE = NEW + "/trimble-connect";
  private static final String WORDS = "four words do well";
  private static final String EVIL = "<img src=x onerror=alert(1)>";
  private static final String HARBOUR =
      """
      name: harbour
      title: Harbour %s
      extends: trimble-connect
      sources: ["https://harbour.test/docs"]
      checked: 2026-01-01
      verified: false
      """
          .formatted(EVIL);

  @TempDir Path directory;
  private TestHub world;
  private Visitor ada;

  /// The database to run on; empty: SQLite.
  abstract Optional<String> databaseUrl();

  @BeforeEach
  void start() {
    world = TestHub.start(directory, databaseUrl());
    ada = new Visitor(world.hub.url());
    ada.join(world.hub.firstSignInLink().orElseThrow(), "Ada", "ada@example.com", WORDS);
  }

  @AfterEach
  void stop() {
    ada.close();
    world.close();
  }

  private Map<String, String> basics() {
    return Map.of(
        "step", "basics",
        "name", "pier",
        "connection_definition", "user-sign-in",
        "apps", "some",
        "app", "viewer",
        "app_other", "planner");
  }

  private Map<String, String> registration(String secret) {
    Map<String, String> all = new HashMap<>(basics());
    all.put("step", "registration");
    all.put("client_id", "trimble-web");
    all.put("client_secret", secret);
    all.put("scope_other", "openid harbour-app");
    all.put("parameters.identity_url", world.sandbox.url() + "/trimble-id");
    all.put("parameters.api_url", world.sandbox.url() + "/connect-na");
    return all;
  }

  private void make(String secret) {
    HttpResponse<String> made = ada.submit(NEW_TRIMBLE, NEW_TRIMBLE, registration(secret));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
  }

  @Test
  void a_client_is_made_in_steps_and_nothing_that_was_typed_is_lost() {
    assertThat(ada.page(ALL)).contains("No OAuth client yet");
    assertThat(ada.page(NEW)).contains(NEW_TRIMBLE).contains("Generic OAuth 2.0");
    assertThat(ada.page(NEW + "?q=trimble")).contains(NEW_TRIMBLE).doesNotContain("Generic");

    Map<String, String> nameless = new HashMap<>(basics());
    nameless.put("name", "a/b");
    HttpResponse<String> wrong = ada.submit(NEW_TRIMBLE, NEW_TRIMBLE, nameless);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("Name must not contain a slash")
        .contains("value=\"planner\"")
        .containsPattern("value=\"viewer\"\\s+checked");

    String configuration = ada.submit(NEW_TRIMBLE, NEW_TRIMBLE, basics()).body();
    assertThat(configuration)
        .contains(world.hub.url() + "/api/integrations/oauth2/callback/")
        .contains("https://id.trimble.com/oauth/token")
        .contains("Basic auth header")
        .contains("name=\"app_other\" value=\"planner\"");

    Map<String, String> bad = new HashMap<>(registration("hush-hush-9999"));
    bad.put("client_id", "");
    bad.put("prompt", "none login");
    bad.put("token_url", "nowhere");
    HttpResponse<String> refused = ada.submit(NEW_TRIMBLE, NEW_TRIMBLE, bad);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("id=\"client_id-problem\"")
        .contains("id=\"prompt-problem\"")
        .contains("id=\"token_url-problem\"")
        .contains("value=\"nowhere\"")
        .contains("value=\"none login\"")
        .containsPattern("value=\"openid\"\\s+checked")
        .contains("value=\"harbour-app\"")
        .contains("name=\"app_other\" value=\"planner\"")
        .doesNotContain("hush-hush");

    make("trimble-web-secret");
    String page = ada.page(ALL + "/pier");
    assertThat(page)
        .contains("trimble-web")
        .contains("viewer")
        .contains("there is no such app yet")
        .contains("…cret")
        .doesNotContain("trimble-web-secret");
    assertThat(ada.page(ALL)).contains("pier").contains("Trimble Connect");
    assertThat(ada.page("/console/audit?q=oauth_client.created")).contains(">Ada<");

    HttpResponse<String> taken = ada.submit(NEW_TRIMBLE, NEW_TRIMBLE, basics());
    assertThat(taken.statusCode()).isEqualTo(422);
    assertThat(taken.body()).contains("Name is taken");
  }

  @Test
  void a_client_is_found_sorted_edited_and_deleted() {
    make("trimble-web-secret");
    world.registerTrimbleAgriculture("acre");
    String list = ada.page(ALL);
    assertThat(list.indexOf(">acre<")).isLessThan(list.indexOf(">pier<"));
    String down = ada.page(ALL + "?sort=-name");
    assertThat(down.indexOf(">acre<")).isGreaterThan(down.indexOf(">pier<"));
    assertThat(ada.page(ALL + "?q=Agricult")).contains(">acre<").doesNotContain(">pier<");
    assertThat(ada.page(ALL + "?q=nothing-like-it")).contains("Nothing is found");

    String edit = ALL + "/pier/edit";
    HttpResponse<String> renamed =
        ada.submit(edit, edit, Map.of("name", "quay " + EVIL.replace("/", ""), "apps", "all"));
    assertThat(renamed.statusCode()).isEqualTo(303);
    String one = renamed.headers().firstValue("Location").orElseThrow().replaceAll("\\?.*", "");
    assertThat(ada.page(one)).contains("All apps").doesNotContain("<img src=x");

    String configuration = one + "/edit/configuration";
    assertThat(ada.page(configuration))
        .contains("value=\"trimble-web\"")
        .contains("the one that ends in …cret stays")
        .doesNotContain("trimble-web-secret");
    Map<String, String> changed = new HashMap<>(registration(""));
    changed.put("client_id", "trimble-web");
    changed.put("prompt", "login");
    assertThat(ada.submit(configuration, configuration, changed).statusCode()).isEqualTo(303);
    assertThat(ada.page(one)).contains("<code>login</code>").contains("…cret");
    changed.put("token_url", "ftp://x");
    HttpResponse<String> wrong = ada.submit(configuration, configuration, changed);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("id=\"token_url-problem\"").contains("ftp://x");

    assertThat(ada.page(one + "/delete"))
        .contains("The app viewer")
        .doesNotContain("Type its name");
    assertThat(ada.submit(one + "/delete", one + "/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(ada.get(one).statusCode()).isEqualTo(404);
  }

  @Test
  void a_client_with_connections_stays_and_says_what_depends_on_it() {
    world.registerTrimbleConnect("pier");
    world.verifyLinksBy("none");
    try (Browser browser = new Browser()) {
      world.connect(browser, "pier", "grace");
    }
    String delete = ALL + "/pier/delete";

    assertThat(ada.page(delete))
        .contains("1 connection")
        .contains("/console/connections?integration=pier")
        .contains("cannot be deleted while connections depend on it");
    HttpResponse<String> typed =
        ada.submit(ALL + "/pier/test", delete, Map.of("confirm", "something else"));
    assertThat(typed.body()).contains("What depends on it");
    HttpResponse<String> refused =
        ada.submit(ALL + "/pier/test", delete, Map.of("confirm", "pier"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(ada.get(ALL + "/pier").statusCode()).isEqualTo(200);
    assertThat(ada.page(ALL)).contains(">1</a>");
  }

  @Test
  void what_is_registered_is_compared_letter_by_letter() {
    world.registerTrimbleConnect("pier");
    String path = ALL + "/pier?registered=";
    String redirect = world.hub.url() + "/api/integrations/oauth2/callback/";

    assertThat(ada.page(path + encoded(redirect))).contains("The same, letter by letter");
    assertThat(ada.page(path + encoded(redirect.substring(0, redirect.length() - 1))))
        .contains("The slash at the end is missing.")
        .contains("<ins>/</ins>");
    assertThat(ada.page(path + encoded(EVIL))).doesNotContain("<img src=x");
  }

  @Test
  void a_test_goes_the_whole_way_and_names_what_stands_in_it() {
    make("trimble-web-secret");
    String test = ALL + "/pier/test";
    assertThat(ada.page(test)).contains("What will happen");

    assertThat(walk(test, "allow")).contains("It works").contains("Ada").contains("Try a refresh");
    String since = world.admin("/api/v1/connections").json().at("/items/0/user").asString();
    assertThat(since).startsWith("console-test-mem_");
    HttpResponse<String> refreshed = ada.submit(test, test + "/refresh", Map.of("since", "1"));
    assertThat(refreshed.body()).contains("Everything works, from consent to refresh");
    assertThat(ada.submit(test, test + "/end", Map.of()).statusCode()).isEqualTo(303);
    assertThat(world.admin("/api/v1/connections").json().at("/items/0/status").asString())
        .isEqualTo("revoked");

    assertThat(walk(test, "deny")).contains("You did not consent").contains("Your turn");

    world.admin("PATCH", "/api/v1/oauth-clients/pier", Map.of("client_secret", "not the secret"));
    assertThat(walk(test, "allow"))
        .contains("It fails")
        .contains("The provider does not accept client ID or secret")
        .contains("An admin’s turn")
        .doesNotContain("not the secret");
  }

  /// Presses Test, walks to the provider and back as the sandbox's Ada, and shows the test's page.
  private String walk(String test, String decision) {
    HttpResponse<String> begun = ada.submit(test, test, Map.of());
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
    URI link = URI.create(begun.headers().firstValue("Location").orElseThrow());
    assertThat(link.getPath()).startsWith("/connect/");
    try (Browser browser = new Browser()) {
      Browser.Page page = browser.open(link);
      Browser.Page consent = browser.submit(page, "Connect", Map.of());
      Browser.Page back =
          browser.submit(consent, "Allow", Map.of("user", "ada", "decision", decision));
      // This browser is not signed in to the console; Ada's goes on where it was sent.
      String next =
          back.url().getPath().equals("/console/sign-in")
              ? URLDecoder.decode(back.parameter("next"), StandardCharsets.UTF_8)
              : href(back.html());
      return ada.page(next);
    }
  }

  /// Where a refusal's page leads back to.
  private static String href(String html) {
    return html.replaceAll("(?s).*href=\"([^\"]*/console/oauth-clients/[^\"]*)\".*", "$1")
        .replace("&amp;", "&");
  }

  @Test
  void a_client_of_the_application_itself_gets_its_token_at_once() {
    world.admin(
        "POST",
        "/api/v1/oauth-clients",
        Map.of(
            "name", "robot",
            "connector", "generic-oauth2",
            "connection_definition", "client-credentials",
            "client_id", "trimble-script",
            "client_secret", "trimble-script-secret",
            "scope", "openid forum-script",
            "token_url", world.sandbox.url() + "/trimble-id/oauth/token"));
    String test = ALL + "/robot/test";

    assertThat(ada.submit(test, test, Map.of()).body())
        .contains("It works")
        .contains("The application gets its own token")
        .doesNotContain("access_token");
    world.admin("PATCH", "/api/v1/oauth-clients/robot", Map.of("client_secret", "another"));
    assertThat(ada.submit(test, test, Map.of()).body())
        .contains("It fails")
        .contains("invalid_client")
        .contains("An admin’s turn");
    assertThat(ada.page("/console/audit?q=oauth_client.tested")).contains("not granted");
  }

  @Test
  void a_secret_is_exchanged_for_another_without_a_gap() {
    world.registerTrimbleConnect("pier");
    world.verifyLinksBy("none");
    try (Browser browser = new Browser()) {
      world.connect(browser, "pier", "grace");
    }
    String one = ALL + "/pier";
    String secrets = one + "/secrets";

    assertThat(ada.submit(one, secrets, Map.of("client_secret", " ")).body())
        .contains("The secret is missing");
    assertThat(
            ada.submit(one, secrets, Map.of("client_secret", "a-wrong-secret-for-tests-7777"))
                .statusCode())
        .isEqualTo(303);
    String page = ada.page(one);
    assertThat(page).contains("…7777").doesNotContain("a-wrong-secret-for-tests-7777");
    String id = page.replaceAll("(?s).*Try<span.*?name=\"secret\" value=\"([^\"]+)\".*", "$1");
    String connection =
        page.replaceAll("(?s).*name=\"connection\">\\s*<option value=\"([^\"]+)\".*", "$1");

    assertThat(
            ada.submit(one, secrets + "/try", Map.of("secret", id, "connection", connection))
                .body())
        .contains("Rejected")
        .contains("…7777");
    assertThat(ada.submit(one, secrets + "/drop", Map.of("secret", id)).statusCode())
        .isEqualTo(303);
    assertThat(ada.page(one)).doesNotContain("…7777");
    assertThat(ada.submit(one, secrets + "/drop", Map.of("secret", "none")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void connectors_are_shown_posted_changed_and_deleted() {
    assertThat(ada.page("/console/connectors?q=trimble"))
        .contains("Trimble Connect")
        .contains("Not verified")
        .doesNotContain("Autodesk");
    assertThat(ada.page("/console/connectors/trimble-connect"))
        .contains("Nobody has seen it work against the live service yet")
        .contains("https://developer.trimble.com/docs/connect/guides/access")
        .contains("Projects")
        .contains("extends: trimble-identity");

    String post = "/console/new/connector";
    assertThat(ada.page(post + "?extends=github")).contains("extends: github");
    HttpResponse<String> wrong =
        ada.submit(post, post, Map.of("yaml", HARBOUR.replace("title:", "titel:")));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("Line 2, column 1")
        .contains("titel: Harbour &lt;img")
        .doesNotContain("<img src=x");
    assertThat(ada.submit(post, post, Map.of("yaml", HARBOUR, "do", "check")).body())
        .contains("In order:");
    assertThat(ada.get("/console/connectors/harbour").statusCode()).isEqualTo(404);
    assertThat(ada.submit(post, post, Map.of("yaml", HARBOUR)).statusCode()).isEqualTo(303);

    String one = "/console/connectors/harbour";
    assertThat(ada.page(one)).contains("Own").contains("you may make OAuth clients of it public");
    for (String path : List.of(one, "/console/connectors", NEW, NEW + "/harbour")) {
      assertThat(ada.page(path)).as(path).doesNotContain("<img src=x").contains("&lt;img src=x");
    }
    String renamed = HARBOUR.replace("name: harbour", "name: quay");
    assertThat(ada.submit(one + "/edit", one + "/edit", Map.of("yaml", renamed)).body())
        .contains("must stay harbour");
    assertThat(ada.submit(one + "/delete", one + "/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(ada.get(one).statusCode()).isEqualTo(404);
    assertThat(ada.get("/console/connectors/trimble-connect/edit").statusCode()).isEqualTo(404);
  }

  @Test
  void a_public_client_of_another_workspace_is_adopted_and_its_owner_is_warned() {
    world.admin("POST", "/api/v1/connectors", Map.of("yaml", HARBOUR));
    world.admin(
        "POST",
        "/api/v1/oauth-clients",
        Map.of(
            "name", "Harbour",
            "connector", "harbour",
            "client_id", "trimble-web",
            "client_secret", "trimble-web-secret",
            "scope", "openid harbour-app",
            "public", true));
    String key =
        world
            .admin("POST", "/api/v1/workspaces", Map.of("name", "Quay"))
            .json()
            .at("/admin_key/key")
            .asString();
    Reply link =
        world.call(
            "POST", "/api/v1/console-links", Optional.of(Map.of("email", "bo@example.com")), key);
    try (Visitor bo = new Visitor(world.hub.url())) {
      bo.join(URI.create(link.at("url")), "Bo", "bo@example.com", WORDS + " too");
      assertThat(bo.page(ALL)).contains("Offered").contains("uses=ws_1%2FHarbour");
      String adopt = NEW + "?uses=ws_1%2FHarbour";
      HttpResponse<String> made =
          bo.submit(adopt, NEW, Map.of("uses", "ws_1/Harbour", "name", "quay", "apps", "all"));
      assertThat(made.statusCode()).as(made.body()).isEqualTo(303);

      assertThat(bo.page(ALL + "/quay"))
          .contains("Borrowed")
          .contains("provided by")
          .doesNotContain("trimble-web");
      assertThat(bo.get(ALL + "/quay/edit/configuration").statusCode()).isEqualTo(409);
      assertThat(ada.page("/console/connectors/harbour")).contains("used by 1 other workspace");
      assertThat(ada.page(ALL + "/Harbour/delete")).contains("Make it private first");
    }
  }

  @Test
  void viewers_see_and_change_nothing() {
    world.registerTrimbleConnect("pier");
    URI link =
        URI.create(
            world
                .admin(
                    "POST",
                    "/api/v1/console-links",
                    Map.of("role", "developer", "email", "dev@example.com"))
                .at("url"));
    try (Visitor developer = new Visitor(world.hub.url())) {
      developer.join(link, "Dev", "", "");
      assertThat(developer.page(ALL)).contains("pier").doesNotContain("Create OAuth client");
      assertThat(developer.page(ALL + "/pier"))
          .contains("Redirect URI")
          .doesNotContain("/delete\"");
      for (String path :
          List.of(NEW, ALL + "/pier/edit", ALL + "/pier/test", ALL + "/pier/delete")) {
        assertThat(developer.get(path).statusCode()).as(path).isEqualTo(403);
      }
      for (String path :
          List.of(
              NEW_TRIMBLE, ALL + "/pier/secrets", ALL + "/pier/test", "/console/new/connector")) {
        assertThat(developer.submit("/console/account", path, Map.of()).statusCode())
            .as(path)
            .isEqualTo(403);
      }
    }
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
