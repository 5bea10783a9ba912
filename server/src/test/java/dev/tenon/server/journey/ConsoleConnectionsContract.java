package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.Sandbox;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections and apps in the console, over HTTP.
abstract class ConsoleConnectionsContract {
  private static final String TRIMBLE = "trimble-connect";
  private static final String LIST = "/console/connections";
  private static final String EVIL = "<img src=x onerror=alert(1)>\"'";

  @TempDir Path directory;
  private TestHub world;
  private Visitor ada;

  /// The database to run on; empty: SQLite.
  abstract Optional<String> databaseUrl();

  @BeforeEach
  void start() {
    world = TestHub.start(directory, databaseUrl());
    world.registerTrimbleConnect(TRIMBLE);
    ada = new Visitor(world.hub.url());
    ada.join(
        world.hub.firstSignInLink().orElseThrow(), "Ada", "ada@example.com", "four words do well");
  }

  @AfterEach
  void stop() {
    ada.close();
    world.close();
  }

  @Test
  void connections_are_chosen_and_found() {
    assertThat(ada.page(LIST)).contains("Nobody has connected yet").contains("connect link");
    String one = connect("u-4711");
    connect("grace@navy.example");

    assertThat(ada.page(LIST)).contains("u-4711").contains("grace@navy.example").contains(TRIMBLE);
    assertThat(ada.page(LIST + "?status=active")).contains("u-4711");
    assertThat(ada.page(LIST + "?status=failing")).contains("No connection is like that");
    assertThat(ada.page(LIST + "?status=nonsense&after=x")).contains("u-4711");
    assertThat(ada.page(LIST + "?integration=" + TRIMBLE + "&app=viewer")).contains("u-4711");
    assertThat(ada.page(LIST + "?integration=other")).doesNotContain("u-4711");
    assertThat(ada.page(LIST + "?connector=trimble-connect")).contains("u-4711");
    assertThat(rows(LIST + "?user=u-4711")).isEqualTo(1);
    assertThat(rows(LIST + "?q=NAVY")).isEqualTo(1);
    assertThat(rows(LIST + "?q=navy&status=revoked")).isZero();
    assertThat(rows(LIST + "?q=" + one)).isEqualTo(1);
    assertThat(rows(LIST + "?after=" + one)).isZero();
    assertThat(ada.get(LIST + "?q=na&status=&user=").headers().firstValue("HX-Push-Url"))
        .contains(LIST + "?q=na");
  }

  @Test
  void a_connection_tells_its_life_and_never_its_token() {
    String id = connect("u-1");
    Reply token = world.token(TRIMBLE, "u-1");
    String path = LIST + "/" + id;
    String before = ada.page(path);
    assertThat(before)
        .contains("Connected")
        .contains("Who got its tokens")
        .contains("viewer")
        .doesNotContain(token.at("access_token"));

    assertThat(ada.submit(path, path + "/refresh", Map.of()).statusCode()).isEqualTo(303);
    assertThat(ada.page(path)).contains("<strong>Refreshed</strong>").contains("Token version 2.");
    assertThat(world.token(TRIMBLE, "u-1").at("token_version")).isEqualTo("2");
    assertThat(ada.page(path + "?before=2")).contains("Connected").contains("Newest");

    world.sandbox.controls().revokeGrantsOf("ada");
    HttpResponse<String> dead = ada.submit(path, path + "/refresh", Map.of());
    assertThat(dead.statusCode()).isEqualTo(502);
    assertThat(dead.body())
        .contains("It could not be refreshed")
        .contains("Its user’s turn")
        .contains("Send its user a link");
    assertThat(ada.page(LIST + "?status=reauthorization_required"))
        .contains("u-1")
        .contains("Turn: Its user");

    HttpResponse<String> revoked = ada.submit(path, path + "/revoke", Map.of());
    assertThat(revoked.body()).contains("is revoked").contains("No app gets a token");
    assertThat(ada.page(path)).contains("Revoked here").doesNotContain("Refresh now");
    assertThat(world.token(TRIMBLE, "u-1").status()).isEqualTo(403);
    assertThat(ada.get(LIST + "/con_none").statusCode()).isEqualTo(404);
    assertThat(ada.get(LIST + "/x").statusCode()).isEqualTo(404);
  }

  @Test
  void what_the_provider_rejects_is_an_admins_turn() {
    String id = connect("u-1");
    String path = LIST + "/" + id;
    world.sandbox.controls().changeSecret(Sandbox.TRIMBLE_ID, "trimble-web", "another-secret");

    assertThat(ada.submit(path, path + "/refresh", Map.of()).statusCode()).isEqualTo(502);

    assertThat(ada.page(path)).contains("An admin’s turn").contains("rejects");
    assertThat(ada.page(LIST)).contains("Turn: An admin");
  }

  @Test
  void a_link_is_made_shown_once_and_confirmed_with_its_code() {
    String form = LIST + "/link";
    HttpResponse<String> wrong = ada.submit(form, form, Map.of("user", ""));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("printable characters").contains("Choose one at least");

    HttpResponse<String> made =
        ada.submit(form, form, Map.of("user", "u-7", "integration", TRIMBLE, "life", "1800"));
    String url = found(made.body(), "(http[^\"<]*/connect/[^\"<]*)");
    String page = found(made.body(), "href=\"(/console/connections/links/lnk_\\w+)\"");
    assertThat(ada.page(page)).contains("u-7").contains("Not connected yet").doesNotContain(url);

    try (Browser browser = new Browser()) {
      Browser.Page done = world.connect(browser, URI.create(url));
      String code = found(done.html(), "<code aria-labelledby=\"code-label\">(\\w+)</code>");
      assertThat(ada.page(LIST)).contains("To be confirmed");
      assertThat(ada.submit(page, page + "/confirm", Map.of("code", "x")).statusCode())
          .isEqualTo(422);
      HttpResponse<String> confirmed = ada.submit(page, page + "/confirm", Map.of("code", code));
      assertThat(confirmed.statusCode()).isEqualTo(303);
      assertThat(ada.page(confirmed.headers().firstValue("Location").orElseThrow()))
          .contains("It is confirmed")
          .contains("Active");
    }
    assertThat(world.token(TRIMBLE, "u-7").status()).isEqualTo(200);
    assertThat(ada.page("/console/audit?q=connect_link.created")).contains(">Ada<");
  }

  @Test
  void a_link_that_is_ended_leads_nowhere() {
    String form = LIST + "/link";
    HttpResponse<String> made =
        ada.submit(form, form, Map.of("user", "u-7", "integration", TRIMBLE));
    String url = found(made.body(), "(http[^\"<]*/connect/[^\"<]*)");
    String page = found(made.body(), "href=\"(/console/connections/links/lnk_\\w+)\"");

    assertThat(ada.submit(page, page + "/end", Map.of()).statusCode()).isEqualTo(303);

    assertThat(ada.page(page)).contains("Over").doesNotContain("End this link");
    try (Browser browser = new Browser()) {
      assertThat(browser.open(URI.create(url)).html()).doesNotContain("Connect Trimble");
    }
  }

  @Test
  void an_app_is_made_gets_a_key_and_is_deleted() {
    assertThat(ada.submit("/console/apps", "/console/apps", Map.of("name", "a/b")).body())
        .contains("must not contain a slash");
    assertThat(ada.submit("/console/apps", "/console/apps", Map.of("name", "viewer")).body())
        .contains("There is an app of that name already");
    ada.submit("/console/apps", "/console/apps", Map.of("name", "Plan & Bau"));
    String path = "/console/apps/Plan%20%26%20Bau";
    assertThat(ada.page("/console/apps")).contains("href=\"" + path + "\"");

    HttpResponse<String> made = ada.submit(path, path + "/keys", Map.of("name", "production"));
    String key = found(made.body(), "(tenon_\\w+)");
    assertThat(ada.page(path)).contains("production").doesNotContain(key).contains("Not noted");
    connect("u-1");
    assertThat(tokenWith(key).status()).isEqualTo(200);
    assertThat(ada.page(path)).doesNotContain("Not noted").contains("hub.token(");

    String id = found(ada.page(path), "name=\"key\" value=\"(key_\\w+)\"");
    ada.submit(path, path + "/keys/revoke", Map.of("key", id));
    assertThat(tokenWith(key).status()).isEqualTo(401);

    HttpResponse<String> again = ada.submit(path, path + "/keys", Map.of("name", "second"));
    String second = found(again.body(), "(tenon_\\w+)");
    assertThat(ada.page(path)).contains("1 key of it");
    assertThat(ada.submit(path, path + "/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(ada.get(path).statusCode()).isEqualTo(404);
    assertThat(tokenWith(second).status()).isEqualTo(401);
  }

  @Test
  void what_is_pasted_asks_an_integration_with_data_before_one_that_only_signs_in() {
    Reply made =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "a-sign-in",
                "connector", "trimble-identity",
                "client_id", "trimble-web",
                "client_secret", "trimble-web-secret",
                "scope", "openid"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);

    assertThat(ada.page("/console/apps/viewer"))
        .contains("a-sign-in")
        .contains("hub.token(\"" + TRIMBLE + "\"")
        .doesNotContain("hub.token(\"a-sign-in\"");
  }

  @Test
  void what_an_app_may_use_and_call_is_decided_by_admins() {
    world.admin("PATCH", "/api/v1/oauth-clients/" + TRIMBLE, Map.of("apps", List.of("other")));
    String path = "/console/apps/viewer";
    assertThat(world.token(TRIMBLE, "u-1").at("code")).isEqualTo("integration_not_assigned");

    ada.submit(path, path + "/integrations", Map.of("integration", TRIMBLE));
    assertThat(world.token(TRIMBLE, "u-1").at("code")).isEqualTo("connect_required");
    assertThat(world.admin("/api/v1/oauth-clients/" + TRIMBLE).text()).contains("other");
    ada.submit(path, path + "/integrations", Map.of());
    assertThat(world.token(TRIMBLE, "u-1").at("code")).isEqualTo("integration_not_assigned");

    HttpResponse<String> wrong =
        ada.submit(path, path + "/calls", Map.of("calls", "GET /a\nnonsense"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Line 2:").contains("GET /a");
    ada.submit(path, path + "/calls", Map.of("calls", "GET /projects/**\n\n"));
    HttpResponse<String> bad =
        ada.submit(path, path + "/return-urls", Map.of("return_urls", "ftp://x"));
    assertThat(bad.body()).contains("must begin with https");
    ada.submit(path, path + "/return-urls", Map.of("return_urls", "https://app.example/back"));
    assertThat(world.admin("/api/v1/apps/viewer").text())
        .contains("GET /projects/**")
        .contains("https://app.example/back");
  }

  @Test
  void an_app_with_another_name_goes_on_with_its_key_its_integrations_and_its_syncs() {
    world.admin("PATCH", "/api/v1/oauth-clients/" + TRIMBLE, Map.of("apps", List.of("viewer")));
    world.admin("POST", "/api/v1/apps", Map.of("name", "other"));
    String id = connect("u-1");
    world.app("POST", "/api/v1/connections/" + id + "/syncs", Map.of("resource", "projects"));
    String path = "/console/apps/viewer";

    HttpResponse<String> taken = ada.submit(path, path + "/name", Map.of("name", "other"));
    assertThat(taken.statusCode()).isEqualTo(422);
    assertThat(taken.body()).contains("“other” is taken").contains("value=\"other\"");
    assertThat(ada.submit(path, path + "/name", Map.of("name", "a/b")).body())
        .contains("must not contain a slash");
    assertThat(world.token(TRIMBLE, "u-1").status()).isEqualTo(200);

    HttpResponse<String> renamed = ada.submit(path, path + "/name", Map.of("name", "Bau App"));
    assertThat(renamed.headers().firstValue("Location").orElseThrow())
        .contains("/console/apps/Bau%20App");
    assertThat(ada.get(path).statusCode()).isEqualTo(404);
    assertThat(world.token(TRIMBLE, "u-1").status()).isEqualTo(200);
    assertThat(world.admin("/api/v1/oauth-clients/" + TRIMBLE).text()).contains("Bau App");
    assertThat(world.app("GET", "/api/v1/connections/" + id + "/syncs").text())
        .contains("\"app\":\"Bau App\"");
  }

  @Test
  void each_role_may_what_it_may_and_sees_no_button_beyond() {
    String id = connect("u-1");
    String one = LIST + "/" + id;
    String app = "/console/apps/viewer";
    List<String> developers =
        List.of(
            LIST + "/link",
            one + "/refresh",
            one + "/organizations",
            LIST + "/links/lnk_1/confirm",
            LIST + "/links/lnk_1/end",
            "/console/apps",
            app + "/keys",
            app + "/keys/revoke",
            app + "/return-urls");
    List<String> admins =
        List.of(
            one + "/revoke", app + "/integrations", app + "/calls", app + "/name", app + "/delete");
    try (Visitor viewer = member("viewer");
        Visitor developer = member("developer")) {
      for (String path : List.of(LIST, one, "/console/apps", app)) {
        assertThat(viewer.get(path).statusCode()).as(path).isEqualTo(200);
        assertThat(viewer.page(path))
            .as(path)
            .doesNotContain("method=\"post\" action=\"/console/connections")
            .doesNotContain("method=\"post\" action=\"/console/apps");
      }
      for (String path : developers) {
        assertRefused(viewer, path);
      }
      for (String path : admins) {
        assertRefused(viewer, path);
        assertRefused(developer, path);
      }
      assertThat(viewer.get(LIST + "/link").statusCode()).isEqualTo(403);
      assertThat(developer.get(LIST + "/link").statusCode()).isEqualTo(200);
      assertThat(developer.page(one)).contains("Refresh now").doesNotContain("/revoke\"");
      assertThat(developer.page(app))
          .contains("Make a key")
          .doesNotContain("/integrations\"")
          .doesNotContain("/delete\"");
    }
    assertThat(world.token(TRIMBLE, "u-1").status()).isEqualTo(200);
  }

  @Test
  void F9_names_are_shown_as_text_wherever_they_come_from() {
    String app = EVIL + " app";
    connect("u " + EVIL);
    ada.submit("/console/apps", "/console/apps", Map.of("name", app));
    String at = "/console/apps/" + encode(app);
    ada.submit(at, at + "/keys", Map.of("name", "k " + EVIL));
    world.admin("PATCH", "/api/v1/oauth-clients/" + TRIMBLE, Map.of("name", "i " + EVIL));
    String id = world.admin("/api/v1/connections").json().get("items").get(0).get("id").asString();

    for (String path :
        List.of(
            LIST,
            LIST + "?q=" + encode(EVIL) + "&integration=" + encode("i " + EVIL),
            LIST + "?user=" + encode("u " + EVIL),
            LIST + "/" + id,
            LIST + "/link?user=" + encode(EVIL),
            "/console/apps",
            at)) {
      assertThat(ada.page(path)).as(path).doesNotContain("<img src=x").contains("&lt;img src=x");
    }
  }

  @Test
  void nothing_of_another_workspace_is_seen_or_touched() {
    String id = connect("u-1");
    Reply made = world.admin("POST", "/api/v1/workspaces", Map.of("name", "Other"));
    String key = made.json().get("admin_key").get("key").asString();
    Reply link =
        world.call("POST", "/api/v1/console-links", Optional.of(Map.of("role", "admin")), key);
    try (Visitor other = new Visitor(world.hub.url())) {
      other.join(URI.create(link.at("url")), "Eve", "eve@example.com", "");

      assertThat(other.page(LIST + "?q=u-1")).doesNotContain(id);
      assertThat(other.page("/console/apps")).doesNotContain("viewer");
      for (String path : List.of(LIST + "/" + id, "/console/apps/viewer")) {
        assertThat(other.get(path).statusCode()).as(path).isEqualTo(404);
      }
      for (String path :
          List.of(
              LIST + "/" + id + "/refresh",
              LIST + "/" + id + "/revoke",
              "/console/apps/viewer/delete",
              "/console/apps/viewer/keys")) {
        assertThat(other.submit("/console/account", path, Map.of("name", "x")).statusCode())
            .as(path)
            .isEqualTo(404);
      }
    }
    assertThat(world.token(TRIMBLE, "u-1").status()).isEqualTo(200);
  }

  /// Connects a user as the sandbox's Ada; the connection's id.
  private String connect(String user) {
    world.verifyLinksBy("none");
    try (Browser browser = new Browser()) {
      world.connect(browser, TRIMBLE, user);
    }
    world.verifyLinksBy("app");
    return world.admin("/api/v1/connections").json().get("items").get(0).get("id").asString();
  }

  private Reply tokenWith(String key) {
    return world.call(
        "POST", "/api/v1/token", Optional.of(Map.of("integration", TRIMBLE, "user", "u-1")), key);
  }

  private Visitor member(String role) {
    Reply link = world.admin("POST", "/api/v1/console-links", Map.of("role", role));
    Visitor visitor = new Visitor(world.hub.url());
    visitor.join(URI.create(link.at("url")), role, role + "@example.com", "");
    return visitor;
  }

  private static void assertRefused(Visitor visitor, String path) {
    HttpResponse<String> answer =
        visitor.submit("/console/account", path, Map.of("name", "x", "user", "x"));
    assertThat(answer.statusCode()).as(path).isEqualTo(403);
    assertThat(answer.body()).as(path).contains("Your role does not allow this");
  }

  private int rows(String path) {
    return Pattern.compile("<td data-label=\"Health\">")
        .matcher(ada.page(path))
        .results()
        .toList()
        .size();
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
