package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console over HTTP: who gets in, what each role may, and what others try.
abstract class ConsoleContract {
  private static final String WORDS = "four words do well";
  private static final String SESSION = "tenon-console-session";
  private static final List<String> PAGES =
      List.of(
          "/console",
          "/console/connections",
          "/console/apps",
          "/console/oauth-clients",
          "/console/connectors",
          "/console/webhooks",
          "/console/audit",
          "/console/settings",
          "/console/settings/branding",
          "/console/settings/members",
          "/console/settings/keys",
          "/console/settings/retention",
          "/console/account");

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

  @Test
  void the_first_member_sees_every_page() {
    for (String path : PAGES) {
      HttpResponse<String> answer = ada.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).contains("Ada").contains("Sign out");
    }
    assertThat(ada.page("/console")).contains("Three steps to the first token");
  }

  @Test
  void a_link_is_used_up_by_the_press_and_not_by_looking() {
    URI link = link(Map.of("role", "viewer"));
    try (Visitor first = new Visitor(world.hub.url());
        Visitor second = new Visitor(world.hub.url())) {
      first.page(link.toString());
      assertThat(second.page(link.toString())).contains("Welcome to Tenon");
      second.join(link, "Bo", "bo@example.com", "");

      assertThat(first.get("/console/link").statusCode()).isEqualTo(404);
      assertThat(first.get("/console").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void A19_the_key_of_a_link_leaves_the_address_at_once() {
    URI link = link(Map.of());
    try (Visitor visitor = new Visitor(world.hub.url())) {
      HttpResponse<String> answer = visitor.get(link.getPath());

      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location")).contains("/console/link");
    }
  }

  @Test
  void F9_signing_in_gives_the_browser_another_session() {
    String before = ada.cookies().get(SESSION);
    try (Visitor other = new Visitor(world.hub.url())) {
      other.cookies().put(SESSION, before);

      HttpResponse<String> answer = ada.submit("/console", "/console/sign-out", Map.of());
      assertThat(answer.statusCode()).isEqualTo(303);
      signIn(ada, "ada@example.com", WORDS);

      assertThat(ada.cookies().get(SESSION)).isNotEqualTo(before);
      assertThat(ada.get("/console").statusCode()).isEqualTo(200);
      assertThat(other.get("/console").statusCode()).as("the old session").isEqualTo(303);
    }
  }

  @Test
  void F9_a_session_that_somebody_else_chose_is_worth_nothing() {
    try (Visitor victim = new Visitor(world.hub.url())) {
      victim.cookies().put(SESSION, "A".repeat(43));
      signIn(victim, "ada@example.com", WORDS);

      assertThat(victim.cookies().get(SESSION)).isNotEqualTo("A".repeat(43));
    }
  }

  @Test
  void F9_a_form_of_another_site_changes_nothing() {
    String token = Visitor.token(ada.page("/console/account"));
    Map<String, String> fields = Map.of("name", "Mallory", "form_token", token);
    String path = "/console/account/name";

    assertThat(ada.post(path, Map.of("name", "Mallory")).statusCode()).isEqualTo(403);
    assertThat(ada.post(path, fields, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(ada.post(path, fields, "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
    assertThat(ada.post(path, fields, "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    Map<String, String> foreign = Map.of("name", "Mallory", "form_token", "0".repeat(64));
    assertThat(ada.post(path, foreign).statusCode()).isEqualTo(403);
    assertThat(ada.page("/console/account")).doesNotContain("Mallory");

    assertThat(ada.post(path, fields).statusCode()).as("our own form").isEqualTo(303);
    assertThat(ada.page("/console/account")).contains("Mallory");
  }

  @Test
  void F9_nobody_is_signed_in_by_a_form_of_another_site() {
    try (Visitor victim = new Visitor(world.hub.url())) {
      Map<String, String> fields = Map.of("email", "ada@example.com", "passphrase", WORDS);

      assertThat(victim.post("/console/sign-in", fields).statusCode()).isEqualTo(403);
      String token = Visitor.token(victim.page("/console/sign-in"));
      Map<String, String> all =
          Map.of("email", "ada@example.com", "passphrase", WORDS, "form_token", token);
      assertThat(victim.post("/console/sign-in", all, "Sec-Fetch-Site", "cross-site").statusCode())
          .isEqualTo(403);
      assertThat(victim.cookies()).doesNotContainKey(SESSION);
    }
  }

  @Test
  void an_unknown_address_is_answered_as_a_wrong_passphrase_is() {
    try (Visitor visitor = new Visitor(world.hub.url())) {
      HttpResponse<String> wrong = signIn(visitor, "ada@example.com", "not the passphrase");
      HttpResponse<String> unknown = signIn(visitor, "eve@example.com", "not the passphrase");

      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(unknown.statusCode()).isEqualTo(422);
      assertThat(withoutChallenge(unknown).replace("eve@", "ada@"))
          .isEqualTo(withoutChallenge(wrong));
    }
  }

  @Test
  void whoever_guesses_has_to_wait() {
    try (Visitor visitor = new Visitor(world.hub.url())) {
      for (int i = 0; i < 5; i++) {
        signIn(visitor, "ada@example.com", "not the passphrase");
      }

      HttpResponse<String> answer = signIn(visitor, "ada@example.com", WORDS);
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(visitor.cookies()).doesNotContainKey(SESSION);
    }
  }

  @Test
  void after_signing_in_one_is_where_one_wanted_to_be_and_nowhere_else() {
    try (Visitor visitor = new Visitor(world.hub.url())) {
      HttpResponse<String> sent = visitor.get("/console/audit?q=member.joined");
      String signIn = sent.headers().firstValue("Location").orElseThrow();
      assertThat(signIn).startsWith("/console/sign-in?next=");
      assertThat(visitor.page(signIn)).contains("value=\"/console/audit?q=member.joined\"");
    }
    for (String evil :
        List.of(
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/console/../x",
            "/console/%2E%2e/x",
            "/consoles",
            "javascript:alert(1)",
            "/console//evil.example")) {
      try (Visitor visitor = new Visitor(world.hub.url())) {
        HttpResponse<String> answer =
            visitor.submit(
                "/console/sign-in",
                "/console/sign-in",
                Map.of("email", "ada@example.com", "passphrase", WORDS, "next", evil));
        assertThat(answer.headers().firstValue("Location")).as(evil).contains("/console");
      }
    }
  }

  @Test
  void A16_no_page_is_framed_cached_or_runs_a_script_that_is_not_ours() {
    for (String path : PAGES) {
      HttpResponse<String> answer = ada.get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'")
          .contains("script-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.body()).doesNotContainPattern("<script>").doesNotContain(" style=");
    }
  }

  @Test
  void the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    try (Visitor visitor = new Visitor(world.hub.url())) {
      String cookie =
          signIn(visitor, "ada@example.com", WORDS).headers().allValues("Set-Cookie").stream()
              .filter(it -> it.startsWith(SESSION))
              .findFirst()
              .orElseThrow();

      assertThat(cookie).contains("; HttpOnly").contains("; SameSite=Lax").contains("; Path=/;");
    }
  }

  @Test
  void F9_names_are_shown_as_text_wherever_they_come_from() {
    String evil = "<img src=x onerror=alert(1)>\"'>";
    ada.submit("/console/account", "/console/account/name", Map.of("name", "Ada " + evil));
    world.admin("PATCH", "/api/v1/workspace", Map.of("name", "W " + evil));
    world.admin("POST", "/api/v1/keys", Map.of("name", "K " + evil));
    world.admin(
        "POST",
        "/api/v1/webhooks",
        Map.of("url", "https://hooks.example/x", "description", "D " + evil));

    for (String path : PAGES) {
      assertThat(ada.page(path)).as(path).doesNotContain("<img src=x").contains("&lt;img src=x");
    }
    assertThat(ada.page("/console/audit?q=" + "%3Cscript%3Ealert(1)%3C/script%3E"))
        .doesNotContain("<script>alert");
  }

  @Test
  void each_role_may_what_it_may_and_sees_no_button_beyond() {
    URI viewerLink = link(Map.of("role", "viewer", "email", "vi@example.com"));
    URI developerLink = link(Map.of("role", "developer", "email", "dev@example.com"));
    try (Visitor viewer = new Visitor(world.hub.url());
        Visitor developer = new Visitor(world.hub.url())) {
      viewer.join(viewerLink, "Vi", "x@example.com", "");
      developer.join(developerLink, "Dev", "x@example.com", "");

      assertThat(viewer.page("/console/webhooks")).doesNotContain("Add a webhook");
      assertThat(viewer.get("/console/webhooks/new").statusCode()).isEqualTo(403);
      assertThat(developer.get("/console/webhooks/new").statusCode()).isEqualTo(200);
      assertThat(viewer.page("/console/settings/members")).doesNotContain("Invite somebody");
      for (Visitor one : List.of(viewer, developer)) {
        for (String path :
            List.of(
                "/console/settings",
                "/console/settings/keys",
                "/console/settings/retention",
                "/console/settings/members/link",
                "/console/settings/members/role")) {
          HttpResponse<String> answer = one.submit("/console/account", path, Map.of("name", "x"));
          assertThat(answer.statusCode()).as(path).isEqualTo(403);
          assertThat(answer.body()).contains("Your role does not allow this");
        }
      }
    }
  }

  @Test
  void a_removed_member_is_out_at_once() {
    URI link = link(Map.of("role", "viewer", "email", "vi@example.com"));
    try (Visitor viewer = new Visitor(world.hub.url())) {
      viewer.join(link, "Vi", "", "");
      String members = ada.page("/console/settings/members");
      String id =
          members.replaceAll(
              "(?s).*Remove<span class=\"hidden\"> Vi</span>.*?value=\"(mem_\\w+)\".*", "$1");

      HttpResponse<String> removed =
          ada.submit(
              "/console/settings/members",
              "/console/settings/members/remove",
              Map.of("member", id));

      assertThat(removed.statusCode()).isEqualTo(303);
      assertThat(viewer.get("/console").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void the_members_of_one_workspace_are_nobody_in_another() {
    Reply made = world.admin("POST", "/api/v1/workspaces", Map.of("name", "Other"));
    String key = made.json().get("admin_key").get("key").asString();
    Reply link =
        world.call(
            "POST", "/api/v1/console-links", Optional.of(Map.of("email", "ada@example.com")), key);
    try (Visitor other = new Visitor(world.hub.url())) {
      other.join(URI.create(link.at("url")), "Other Ada", "", WORDS + " too");

      assertThat(other.page("/console")).contains("Other").doesNotContain("Default");
      assertThat(other.page("/console/settings/members"))
          .contains("Other Ada")
          .doesNotContain(">Ada<");
      String members = ada.page("/console/settings/members");
      String id = members.replaceAll("(?s).*?value=\"(mem_\\w+)\".*", "$1");
      HttpResponse<String> removed =
          other.submit(
              "/console/settings/members",
              "/console/settings/members/remove",
              Map.of("member", id));
      assertThat(removed.statusCode()).isEqualTo(404);
      assertThat(ada.get("/console").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void what_is_done_in_the_console_stands_in_the_audit_log_under_its_member() {
    ada.submit("/console/settings/keys", "/console/settings/keys", Map.of("name", "nightly"));

    String audit = ada.page("/console/audit?q=api_key.created");
    assertThat(audit).contains(">Ada<").contains("nightly");
    assertThat(ada.page("/console/audit?check=1")).contains("the log is whole");
    assertThat(world.admin("/api/v1/audit-events?limit=1").text()).contains("member:mem_");
  }

  @Test
  void a_webhook_is_added_tested_and_deleted() {
    HttpResponse<String> wrong =
        ada.submit(
            "/console/webhooks/new",
            "/console/webhooks/new",
            Map.of("url", "nowhere", "events", "some"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("The address is not valid")
        .contains("Choose one event at least");

    HttpResponse<String> made =
        ada.submit(
            "/console/webhooks/new",
            "/console/webhooks/new",
            Map.of("url", "https://hooks.example/in", "events", "all", "description", "Pager"));
    assertThat(made.body()).contains("whsec_");
    String id = made.body().replaceAll("(?s).*(whk_\\w+).*", "$1");
    String path = "/console/webhooks/" + id;
    assertThat(ada.page("/console/webhooks")).contains("hooks.example").contains("Pager");

    assertThat(ada.submit(path, path + "/test", Map.of()).statusCode()).isEqualTo(303);
    assertThat(ada.page(path)).contains("webhook.test").doesNotContain("whsec_");
    assertThat(ada.submit(path, path + "/enabled", Map.of("enabled", "false")).statusCode())
        .isEqualTo(303);
    assertThat(ada.page(path)).contains("Disabled");
    assertThat(ada.submit(path, path + "/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(ada.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void settings_are_changed_and_wrong_ones_are_told_beside_their_fields() {
    HttpResponse<String> wrong =
        ada.submit(
            "/console/settings",
            "/console/settings",
            Map.of("name", "", "link_verification", "hub", "sign_in_claim", "sub"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("The name must have").contains("users need a place");

    HttpResponse<String> saved =
        ada.submit(
            "/console/settings",
            "/console/settings",
            Map.of("name", "Brücke", "link_verification", "none"));
    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(world.admin("/api/v1/workspace").at("name")).isEqualTo("Brücke");
    assertThat(world.admin("/api/v1/workspace").at("link_verification")).isEqualTo("none");
  }

  @Test
  void a_shorter_retention_says_what_goes_and_takes_a_second_press() {
    Map<String, String> wish =
        Map.of(
            "connection_events_days", "365",
            "webhook_events_days", "7",
            "statistics_days", "35",
            "audit_days", "400");
    assertThat(retention(with(wish, "statistics_days", "6")))
        .satisfies(it -> assertThat(it.statusCode()).isEqualTo(422))
        .satisfies(it -> assertThat(it.body()).contains("A whole number from 7 to 1,095"));
    assertThat(retention(with(wish, "audit_days", "")).body()).contains("For how many days?");

    HttpResponse<String> asked = retention(wish);

    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.body())
        .contains("This removes for good", "30 days → 7 days", "for ever → 400 days")
        .contains("nothing yet");
    assertThat(world.admin("/api/v1/workspace/retention").at("webhook_events_days"))
        .isEqualTo("30");
    String agreed = asked.body().replaceAll("(?s).*name=\"agreed\" value=\"([^\"]*)\".*", "$1");
    assertThat(
            retention(with(with(wish, "agreed", unescaped(agreed)), "webhook_events_days", "6"))
                .statusCode())
        .as("that was not agreed to")
        .isEqualTo(200);

    assertThat(retention(with(wish, "agreed", unescaped(agreed))).statusCode()).isEqualTo(303);

    Reply kept = world.admin("/api/v1/workspace/retention");
    assertThat(kept.at("connection_events_days")).isEqualTo("365");
    assertThat(kept.at("audit_days")).isEqualTo("400");
    assertThat(ada.page("/console/audit?q=retention.changed"))
        .contains("previous_webhook_events_days")
        .contains("for_ever");
    assertThat(
            retention(with(with(wish, "audit_for_ever", "true"), "webhook_events_days", "8"))
                .statusCode())
        .as("longer times are not asked about")
        .isEqualTo(303);
  }

  private HttpResponse<String> retention(Map<String, String> fields) {
    return ada.submit("/console/settings/retention", "/console/settings/retention", fields);
  }

  private static String unescaped(String html) {
    return html.replace("&gt;", ">");
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> more = new HashMap<>(fields);
    more.put(name, value);
    return more;
  }

  @Test
  void whoever_guesses_at_a_signed_in_browser_has_to_wait_too() {
    String path = "/console/account/passphrase";
    Map<String, String> guess =
        Map.of("current", "not the passphrase", "passphrase", "another four words");
    for (int i = 0; i < 5; i++) {
      assertThat(ada.submit("/console/account", path, guess).statusCode()).isEqualTo(422);
    }

    HttpResponse<String> answer =
        ada.submit("/console/account", path, with(guess, "current", WORDS));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("too many wrong ones");
  }

  @Test
  void the_last_admin_and_the_last_key_stay() {
    String members = ada.page("/console/settings/members");
    String id = members.replaceAll("(?s).*?value=\"(mem_\\w+)\".*", "$1");
    String keys = ada.page("/console/settings/keys");
    String key = keys.replaceAll("(?s).*?value=\"(key_\\w+)\".*", "$1");

    assertThat(
            ada.submit(
                    "/console/settings/members",
                    "/console/settings/members/remove",
                    Map.of("member", id))
                .body())
        .contains("The last admin stays one");
    assertThat(
            ada.submit(
                    "/console/settings/keys", "/console/settings/keys/revoke", Map.of("key", key))
                .body())
        .contains("The last admin key stays");
  }

  @Test
  void what_is_not_valid_is_refused_with_a_page() {
    for (String path :
        List.of("/console/webhooks/whk_none", "/console/webhooks/x", "/console/link/x")) {
      HttpResponse<String> answer = ada.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    }
    assertThat(ada.get("/console/audit?before=x").statusCode()).isEqualTo(200);
    assertThat(ada.get("/console?range=1000y").statusCode()).isEqualTo(200);
  }

  private URI link(Map<String, String> wish) {
    Reply reply = world.admin("POST", "/api/v1/console-links", wish);
    assertThat(reply.status()).isEqualTo(201);
    return URI.create(reply.at("url"));
  }

  /// Each page has another.
  private static String withoutChallenge(HttpResponse<String> page) {
    return page.body().replaceAll("(data-challenge|\"challenge\" value)=\"[\\w-]{76}\"", "");
  }

  private static HttpResponse<String> signIn(Visitor visitor, String email, String passphrase) {
    return visitor.submit(
        "/console/sign-in", "/console/sign-in", Map.of("email", email, "passphrase", passphrase));
  }
}
