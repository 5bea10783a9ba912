package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.fault.Fault;
import dev.tenon.sandbox.fault.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journeys of the foundation, through HTTP, the same on every database.
abstract class JourneyContract {
  private static final String TRIMBLE = "trimble-connect";

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;

  /// The database to use; empty for SQLite.
  abstract Optional<String> databaseUrl();

  @BeforeEach
  void start() {
    world = TestHub.start(directory, databaseUrl());
    world.registerTrimbleConnect(TRIMBLE);
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void a_user_connects_and_the_app_gets_a_token() {
    world.verifyLinksBy("none");
    Reply before = world.token(TRIMBLE, "ada");
    assertThat(before.status()).isEqualTo(403);
    assertThat(before.at("code")).isEqualTo("connect_required");

    world.connect(browser, URI.create(before.at("connect_url")));

    Reply token = world.token(TRIMBLE, "ada");
    assertThat(token.status()).isEqualTo(200);
    assertThat(token.at("access_token")).startsWith("eyJ");
    assertThat(token.json().path("expires_in").asInt()).isBetween(3500, 3600);
    assertThat(token.at("scope")).isEqualTo("openid harbour-app");
    assertThat(token.json().path("token_version").asLong()).isEqualTo(1);
    assertThat(token.text()).doesNotContain("refresh_token");
    assertThat(token.header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void A1_a_grant_hands_out_nothing_until_the_app_confirms_its_user() {
    Reply link =
        world.app(
            "POST",
            "/api/v1/connect-links",
            Map.of(
                "integration",
                TRIMBLE,
                "user",
                "ada",
                "return_url",
                world.sandbox.url() + "/back"));
    Browser.Page returned = world.connect(browser, URI.create(link.at("url")));

    assertThat(returned.url().getPath()).isEqualTo("/back");
    Reply pending = world.token(TRIMBLE, "ada");
    assertThat(pending.status()).isEqualTo(403);
    assertThat(world.admin("/api/v1/connections").json().path("items").path(0).path("status"))
        .hasToString("\"pending_verification\"");

    String confirm = "/api/v1/connect-links/" + link.at("id") + "/confirm";
    assertThat(world.app("POST", confirm, Map.of("connect_code", "guessed")).status())
        .isGreaterThanOrEqualTo(400);
    Reply confirmed =
        world.app("POST", confirm, Map.of("connect_code", returned.parameter("connect_code")));
    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(world.token(TRIMBLE, "ada").status()).isEqualTo(200);
    assertThat(
            world
                .app("POST", confirm, Map.of("connect_code", returned.parameter("connect_code")))
                .status())
        .isGreaterThanOrEqualTo(400);
  }

  @Test
  void A3_a_callback_in_another_browser_uses_no_code() {
    world.verifyLinksBy("none");
    Reply link =
        world.app("POST", "/api/v1/connect-links", Map.of("integration", TRIMBLE, "user", "ada"));
    Browser.Page consent =
        browser.submit(browser.open(URI.create(link.at("url"))), "Connect", Map.of());
    HttpResponse<String> allowed =
        browser.press(consent, "Allow", Map.of("user", "ada", "decision", "allow"));
    URI callback = URI.create(allowed.headers().firstValue("Location").orElseThrow());

    try (Browser stranger = new Browser()) {
      assertThat(stranger.get(callback).statusCode()).isBetween(400, 499);
    }
    assertThat(tokenCalls("authorization_code")).isZero();
    assertThat(browser.get(callback).statusCode()).isBetween(400, 499);
    assertThat(tokenCalls("authorization_code")).isZero();
  }

  @Test
  void A5_a_replayed_callback_makes_one_token_request() {
    world.verifyLinksBy("none");
    Reply link =
        world.app("POST", "/api/v1/connect-links", Map.of("integration", TRIMBLE, "user", "ada"));
    Browser.Page consent =
        browser.submit(browser.open(URI.create(link.at("url"))), "Connect", Map.of());
    URI callback =
        URI.create(
            browser
                .press(consent, "Allow", Map.of("user", "ada", "decision", "allow"))
                .headers()
                .firstValue("Location")
                .orElseThrow());

    browser.get(callback);
    assertThat(browser.get(callback).statusCode()).isBetween(400, 499);

    assertThat(tokenCalls("authorization_code")).isEqualTo(1);
    assertThat(world.token(TRIMBLE, "ada").status()).isEqualTo(200);
  }

  @Test
  void A6_a_state_that_is_not_ours_is_a_page_that_does_not_show_it() {
    for (String state : List.of("", "planted", "x".repeat(10_000), "%3Cb%3Eplanted%3C/b%3E")) {
      HttpResponse<String> page =
          browser.get(
              URI.create(
                  world.hub.url()
                      + "/api/integrations/oauth2/callback/?code=planted-code&state="
                      + state));

      assertThat(page.statusCode()).isBetween(400, 499);
      assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
      assertThat(page.body()).doesNotContain("planted", "xxxxxxxx");
    }
    assertThat(tokenCalls("authorization_code")).isZero();
  }

  @Test
  void A15_the_address_that_the_app_sees_holds_nothing_of_the_provider() {
    Reply link =
        world.app(
            "POST",
            "/api/v1/connect-links",
            Map.of(
                "integration",
                TRIMBLE,
                "user",
                "ada",
                "return_url",
                world.sandbox.url() + "/back?state=the-apps-own"));
    Browser.Page consent =
        browser.submit(browser.open(URI.create(link.at("url"))), "Connect", Map.of());
    URI callback =
        URI.create(
            browser
                .press(consent, "Allow", Map.of("user", "ada", "decision", "allow"))
                .headers()
                .firstValue("Location")
                .orElseThrow());

    HttpResponse<String> answer = browser.get(callback);

    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    URI last = browser.follow(answer).url();
    assertThat(last.getRawQuery())
        .startsWith("state=the-apps-own&connect_code=")
        .doesNotContain(callback.getRawQuery().split("&", -1));
  }

  @Test
  void C1_a_token_url_at_a_private_address_is_never_called() {
    Reply registered =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "inside",
                "connector", "generic-oauth2",
                "connection_definition", "client-credentials",
                "client_id", "planted-id",
                "client_secret", "planted-secret",
                "token_url", "https://169.254.169.254/latest/meta-data"));
    assertThat(registered.status()).isEqualTo(201);

    Reply token = world.app("POST", "/api/v1/token", Map.of("integration", "inside"));

    assertThat(token.status()).isEqualTo(503);
    assertThat(token.at("code")).isEqualTo("provider_unavailable");
    assertThat(token.header("Retry-After")).isPresent();
    assertThat(token.text()).doesNotContain("meta-data", "planted");
  }

  @Test
  void E13_no_file_of_the_hub_holds_a_token_in_clear() throws IOException {
    world.verifyLinksBy("none");
    world.connect(browser, TRIMBLE, "ada");
    String token = world.token(TRIMBLE, "ada").at("access_token");

    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(token, "trimble-web-secret", "an-admin-key-for-tests");
      }
    }
  }

  @Test
  void a_reported_version_is_refreshed_once() {
    world.verifyLinksBy("none");
    world.connect(browser, TRIMBLE, "ada");
    Reply first = world.token(TRIMBLE, "ada");
    Map<String, Object> report =
        Map.of("connection_id", first.at("connection_id"), "token_version", 1);

    assertThat(world.app("POST", "/api/v1/token/report-invalid", report).status())
        .isBetween(200, 204);
    assertThat(world.app("POST", "/api/v1/token/report-invalid", report).status())
        .isBetween(200, 204);

    Reply second = world.token(TRIMBLE, "ada");
    assertThat(second.json().path("token_version").asLong()).isEqualTo(2);
    assertThat(second.at("access_token")).isNotEqualTo(first.at("access_token"));
    assertThat(tokenCalls("refresh_token")).isEqualTo(1);
  }

  @Test
  void a_valid_token_is_served_while_the_provider_answers_503() {
    world.verifyLinksBy("none");
    world.connect(browser, TRIMBLE, "ada");
    world
        .sandbox
        .controls()
        .fail(FaultRule.nextTokenCall(Fault.status(503, "30")).at(Sandbox.TRIMBLE_ID));

    Reply token =
        world.app(
            "POST",
            "/api/v1/token",
            Map.of("integration", TRIMBLE, "user", "ada", "min_ttl", 3599));

    assertThat(token.status()).isEqualTo(200);
    assertThat(token.json().path("token_version").asLong()).isEqualTo(1);
  }

  @Test
  void a_wrong_client_secret_is_the_admins_to_mend_and_no_connection_suffers() {
    world.verifyLinksBy("none");
    world.connect(browser, TRIMBLE, "ada");
    String connection = world.token(TRIMBLE, "ada").at("connection_id");
    world.sandbox.controls().changeSecret(Sandbox.TRIMBLE_ID, "trimble-web", "another-secret");

    Reply refresh = world.admin("POST", "/api/v1/connections/" + connection + "/refresh", Map.of());
    assertThat(refresh.status()).isEqualTo(502);
    assertThat(refresh.at("code")).isEqualTo("oauth_client_rejected");
    assertThat(world.admin("/api/v1/connections/" + connection).at("status")).isEqualTo("active");

    world.admin(
        "PATCH", "/api/v1/oauth-clients/" + TRIMBLE, Map.of("client_secret", "another-secret"));
    assertThat(
            world
                .admin("POST", "/api/v1/connections/" + connection + "/refresh", Map.of())
                .status())
        .isEqualTo(200);
  }

  @Test
  void deleting_revokes_at_the_provider_and_says_so() {
    world.verifyLinksBy("none");
    world.connect(browser, TRIMBLE, "ada");
    String connection = world.token(TRIMBLE, "ada").at("connection_id");

    Reply deleted =
        world.call(
            "DELETE",
            "/api/v1/connections/" + connection,
            Optional.empty(),
            "an-admin-key-for-tests");

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json().path("revoked_at_provider").asBoolean()).isTrue();
    assertThat(world.token(TRIMBLE, "ada").at("code")).isEqualTo("connect_required");
    assertThat(world.admin("/api/v1/connections/" + connection).at("status")).isEqualTo("revoked");
  }

  @Test
  void the_forums_exchange_gives_an_app_a_connect_token_without_a_user() {
    Reply registered =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "forum",
                "connector", TRIMBLE,
                "connection_definition", "jwt-exchange",
                "client_id", "trimble-script",
                "client_secret", "trimble-script-secret",
                "scope", "openid",
                "parameters",
                    Map.of(
                        "identity_url", world.sandbox.url() + "/trimble-id",
                        "api_url", world.sandbox.url() + "/connect-na")));
    assertThat(registered.status()).isEqualTo(201);

    Reply token = world.app("POST", "/api/v1/token", Map.of("integration", "forum"));

    assertThat(token.status()).isEqualTo(200);
    assertThat(token.at("access_token")).isNotEmpty();
    assertThat(token.at("token_type")).isEqualTo("Bearer");
  }

  @Test
  void an_admin_may_give_addresses_of_another_authorization_server() {
    world.verifyLinksBy("none");
    Reply registered =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "elsewhere",
                "connector", TRIMBLE,
                "client_id", "trimble-web",
                "client_secret", "trimble-web-secret",
                "authorization_url", world.sandbox.url() + "/trimble-id/oauth/authorize",
                "token_url", world.sandbox.url() + "/trimble-id/oauth/token",
                "scope", "openid harbour-app"));
    assertThat(registered.status()).isEqualTo(201);

    world.connect(browser, "elsewhere", "ada");

    assertThat(world.token("elsewhere", "ada").status()).isEqualTo(200);
  }

  @Test
  void an_unknown_integration_names_the_nearest_and_one_not_assigned_says_so() {
    assertThat(world.token("trimble-conect", "ada").status()).isEqualTo(404);
    assertThat(world.token("trimble-conect", "ada").text()).contains(TRIMBLE);

    world.admin("PATCH", "/api/v1/oauth-clients/" + TRIMBLE, Map.of("apps", List.of("other")));
    Reply refused = world.token(TRIMBLE, "ada");
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.at("code")).isEqualTo("integration_not_assigned");
  }

  private long tokenCalls(String grantType) {
    return world
        .sandbox
        .controls()
        .counters(Sandbox.TRIMBLE_ID, "trimble-web")
        .tokenCalls(grantType);
  }
}
