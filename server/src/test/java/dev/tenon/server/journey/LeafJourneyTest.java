package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.outbound.ScriptedServer.Received;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Leaf's surface on a real hub with the simulated Trimble Ag, apart from what the document prints.
final class LeafJourneyTest {
  private static final URI CALLBACK = URI.create("https://your-app.com/callback");
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String ADA = USERS + "/ada/trimble-credentials";
  private static final String HELPER = "/oauth2-helper/trimble";

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;
  private LeafGrower grower;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty(), Set.of(CALLBACK));
    world.registerTrimbleAgriculture("trimble");
    grower = new LeafGrower(world, browser, CALLBACK);
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void the_helper_speaks_the_dialect_of_2025_too() {
    Reply url =
        world.anybody(
            "POST",
            HELPER + "/get_url",
            Map.of(
                "application_name", "grower-app",
                "client_id", "trimble-ag",
                "client_redirect_url", CALLBACK.toString()));
    Reply tokens =
        world.anybody(
            "POST",
            HELPER + "/get_token",
            Map.of(
                "client_id",
                "trimble-ag",
                "client_secret",
                "trimble-ag-secret",
                "code",
                grower.codeFrom(url.at("url")),
                "redirect_url",
                CALLBACK.toString()));

    assertThat(tokens.status()).isEqualTo(200);
    assertThat(tokens.at("refresh_token")).isEqualTo(tokens.at("refreshToken"));
    assertThat(tokens.at("access_token")).isEqualTo(tokens.at("accessToken")).startsWith("eyJ");
    assertThat(tokens.header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void what_get_token_calls_a_refresh_token_is_none_of_the_providers() {
    String handle = grower.tokens().at("refreshToken");

    assertThat(handle).startsWith("tenon_handle_");
    assertThat(grower.refreshAtProvider(handle).statusCode()).isEqualTo(400);
  }

  @Test
  void a_handle_serves_once() {
    Map<String, Object> body = grower.credentials(grower.tokens().at("refreshToken"));

    assertThat(world.app("POST", ADA, body).status()).isEqualTo(201);
    Reply again = world.app("POST", USERS + "/bo/trimble-credentials", body);

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.at("errorKey")).isEqualTo("credentialsRejected");
    assertThat(world.app("GET", USERS + "/bo/trimble-credentials").status()).isEqualTo(404);
  }

  @Test
  void a_handle_of_another_client_is_none() {
    world.admin(
        "POST",
        "/api/v1/oauth-clients",
        Map.of(
            "name", "other",
            "connector", "trimble-connect",
            "client_id", "trimble-web",
            "client_secret", "trimble-web-secret",
            "scope", "openid harbour-app"));
    Map<String, Object> body =
        new LinkedHashMap<>(grower.credentials(grower.tokens().at("refreshToken")));
    body.put("clientId", "trimble-web");
    body.put("clientSecret", "trimble-web-secret");

    assertThat(world.app("POST", ADA, body).at("errorKey")).isEqualTo("credentialsRejected");
  }

  @Test
  void a_code_serves_once_and_only_for_whoever_knows_the_secret() {
    String code = grower.code();
    Map<String, Object> wrong = new LinkedHashMap<>(grower.tokenRequest(code));
    wrong.put("client_secret", "guessed");

    Reply refused = world.anybody("POST", HELPER + "/get_token", wrong);
    Reply first = world.anybody("POST", HELPER + "/get_token", grower.tokenRequest(code));
    Reply second = world.anybody("POST", HELPER + "/get_token", grower.tokenRequest(code));

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).doesNotContain("guessed");
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(400);
    assertThat(
            world
                .sandbox
                .controls()
                .counters(Sandbox.TRIMBLE_ID, "trimble-ag")
                .tokenCalls("authorization_code"))
        .isEqualTo(2);
  }

  @Test
  void a_client_that_nobody_registered_is_told_what_to_do() {
    Reply reply =
        world.anybody(
            "POST",
            HELPER + "/get_url",
            Map.of(
                "client_id", "x", "client_secret", "y", "client_redirect_url", "https://a.test/"));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.at("path")).isEqualTo(HELPER + "/get_url");
    assertThat(reply.at("message")).contains("registers");
    assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void a_refresh_token_of_the_providers_own_is_spent_at_once_and_kept_fresh_from_then_on() {
    String own = grower.refreshTokenFromProvider();

    Reply attached = world.app("POST", ADA, grower.credentials(own));

    assertThat(attached.status()).isEqualTo(201);
    assertThat(grower.refreshAtProvider(own).statusCode()).isEqualTo(400);
    assertThat(world.app("GET", ADA).at("id")).isEqualTo(attached.at("id"));
  }

  @Test
  void a_refresh_token_that_is_none_leaves_no_credentials() {
    Reply refused = world.app("POST", ADA, grower.credentials("made-up"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("errorKey")).isEqualTo("credentialsRejected");
    assertThat(refused.text()).doesNotContain("made-up");
    assertThat(world.app("GET", ADA).status()).isEqualTo(404);
  }

  @Test
  void a_refresh_token_that_is_none_does_no_harm_to_credentials_that_work() {
    grower.attach("ada");

    assertThat(world.app("POST", ADA, grower.credentials("made-up")).status()).isEqualTo(400);

    assertThat(world.app("GET", ADA).at("status")).isEqualTo("OK");
    assertThat(world.token("trimble", "ada").status()).isEqualTo(200);
  }

  @Test
  void secrets_are_masked_until_the_workspace_wants_exact_compatibility() {
    grower.attach("ada");
    Reply masked = world.app("GET", ADA);
    world.admin("PATCH", "/api/v1/workspace", Map.of("exact_compatibility", true));
    Reply exact = world.app("GET", ADA);

    assertThat(masked.at("accessToken")).isEqualTo("********");
    assertThat(masked.at("clientSecret")).isEqualTo("********cret");
    assertThat(exact.at("accessToken")).startsWith("eyJ");
    assertThat(exact.at("clientSecret")).isEqualTo("trimble-ag-secret");
    assertThat(exact.at("refreshToken")).isEqualTo("********");
    assertThat(world.admin("/api/v1/audit-events").text()).contains("credentials.shown");
  }

  @Test
  void an_app_sees_no_credentials_of_an_integration_that_is_not_its_own() {
    grower.attach("ada");
    world.admin("PATCH", "/api/v1/oauth-clients/trimble", Map.of("apps", List.of("other")));

    assertThat(world.app("GET", ADA).status()).isEqualTo(404);
    assertThat(world.app("POST", ADA, grower.credentials("x")).status()).isEqualTo(412);
    assertThat(world.admin(ADA).status()).isEqualTo(200);
  }

  @Test
  void a_put_detaches_only_what_is_null() {
    Map<String, Object> ada = Map.of("externalId", "ada", "name", "Ada", "phone", "1");
    assertThat(world.admin("POST", USERS, ada).status()).isEqualTo(201);
    grower.attach("ada");

    Reply renamed = world.admin("PUT", USERS, Map.of("id", "ada", "name", "Ada Ng"));
    assertThat(renamed.at("name")).isEqualTo("Ada Ng");
    assertThat(renamed.at("phone")).isEqualTo("1");
    assertThat(renamed.json().path("trimbleCredentials").path("status").asString()).isEqualTo("OK");
    Reply echoed = world.admin("PUT", USERS, renamed.json());
    assertThat(echoed.json().path("trimbleCredentials").path("status").asString()).isEqualTo("OK");

    Map<String, Object> detaching = new LinkedHashMap<>(Map.of("id", "ada"));
    detaching.put("trimbleCredentials", null);
    assertThat(world.admin("PUT", USERS, detaching).json().has("trimbleCredentials")).isFalse();
    assertThat(world.app("GET", ADA).status()).isEqualTo(404);
    assertThat(world.token("trimble", "ada").at("code")).isEqualTo("connect_required");
  }

  @Test
  void detached_credentials_are_revoked_at_the_provider() {
    grower.attach("ada");

    assertThat(world.app("DELETE", ADA).status()).isEqualTo(204);

    assertThat(world.app("GET", ADA).status()).isEqualTo(404);
    assertThat(world.admin("/api/v1/connections").text()).contains("\"revoked\"");
  }

  @Test
  void users_are_made_found_and_deleted_with_their_credentials() {
    Reply made = world.admin("POST", USERS, Map.of("name", "Bo", "email", "bo@example.org"));
    world.admin("POST", USERS, Map.of("externalId", "ada", "name", "Ada"));
    grower.attach("ada");

    assertThat(made.at("id")).isNotEmpty().isEqualTo(made.at("externalId"));
    assertThat(world.admin("POST", USERS, Map.of("externalId", "ada")).status()).isEqualTo(409);
    assertThat(world.admin(USERS + "?email=bo@example.org").json()).hasSize(1);
    assertThat(world.admin(USERS + "?externalId=ada").text()).contains("trimbleCredentials");
    assertThat(world.admin(USERS + "?size=1&page=1").json()).hasSize(1);
    assertThat(world.admin("DELETE", USERS + "/ada").status()).isEqualTo(204);
    assertThat(world.admin(USERS + "/ada").status()).isEqualTo(404);
    assertThat(world.token("trimble", "ada").at("code")).isEqualTo("connect_required");
  }

  @Test
  void a_grower_who_shares_nothing_is_told_of_and_where_it_is_mended() {
    grower.attach("ada");
    String organizations = USERS + "/ada/organizations/Trimble";

    Reply before = world.app("GET", organizations);
    assertThat(before.status()).isEqualTo(200);
    assertThat(before.json().path("connectedOrganizations")).isEmpty();
    assertThat(before.at("message")).contains("no organization shares data");
    browser.submit(
        browser.open(URI.create(before.at("managementUri") + "&user=ada")),
        "Allow",
        Map.of("decision", "allow", "organization", grower.farm("Green Acres")));

    Reply after = world.app("GET", organizations);
    assertThat(after.json().path("connectedOrganizations")).hasSize(1);
    assertThat(after.text()).contains("Green Acres").doesNotContain("no organization shares");
    assertThat(world.admin("/api/v1/connections").text()).contains("Green Acres");
  }

  @Test
  void a_key_of_leaf_link_opens_one_users_page_until_it_is_revoked() {
    world.verifyLinksBy("none");
    String keys = "/services/usermanagement/api/api-keys";
    Reply made = world.app("POST", keys, Map.of("leafUserId", "ada", "description", "widget"));
    URI page = URI.create(world.hub.url() + "/connect/" + made.at("key"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(browser.open(page).html()).contains("Trimble Agriculture");
    Reply listed = world.app("GET", keys + "?leafUserId=ada");
    assertThat(listed.json()).hasSize(1);
    assertThat(listed.text()).contains("\"valid\":true").doesNotContain(made.at("key"));
    assertThat(world.app("DELETE", keys + "/" + made.at("id")).status()).isEqualTo(204);
    assertThat(world.app("GET", keys).text()).contains("\"valid\":false", "revokedAt");
  }

  @Test
  void app_keys_are_oauth_clients_whose_secrets_never_come_back() {
    String keys = "/services/usermanagement/api/app-keys";
    Map<String, Object> body =
        Map.of("applicationName", "acme", "clientId", "c-1", "clientSecret", "planted-secret");

    Reply made = world.admin("POST", keys + "/Trimble/acme", body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(world.admin("POST", keys + "/Trimble/acme", body).status()).isEqualTo(409);
    assertThat(world.admin(keys + "/Trimble").text()).contains("acme").doesNotContain("planted");
    assertThat(world.admin("/api/v1/oauth-clients/acme").at("scope")).isEqualTo("openid acme");
    Map<String, Object> deere = Map.of("clientKey", "k", "clientSecret", "s-12345678");
    Reply staged = world.admin("POST", keys + "/JohnDeere/fields/STAGE", deere);
    assertThat(staged.at("clientEnvironment")).isEqualTo("STAGE");
    assertThat(world.admin("PUT", keys + "/Trimble/acme", Map.of("clientId", "c-2")).status())
        .isEqualTo(200);
    assertThat(world.admin("DELETE", keys + "/Trimble/acme").status()).isEqualTo(204);
    assertThat(world.admin(keys + "/Trimble/acme").status()).isEqualTo(404);
    assertThat(world.admin("POST", keys + "/Raven/acme", body).at("message")).contains("raven");
  }

  @Test
  void an_alert_tells_of_a_sign_in_that_has_ended_signed_as_leaf_signs() throws Exception {
    BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();
    try (ScriptedServer receiver =
        new ScriptedServer(
            (request, it) -> {
              arrived.add(request);
              it.answer(204, "");
            })) {
      Map<String, Object> hook =
          Map.of(
              "events",
              List.of("credentialsUnauthenticated"),
              "name",
              "ops",
              "secret",
              "shared words",
              "url",
              receiver.url("/alerts").toString());
      String alerts = "/services/alerts/api/alerts/webhooks";
      assertThat(world.admin("POST", alerts, hook).status()).isEqualTo(201);
      assertThat(world.admin("POST", alerts, hook).at("errorKey"))
          .isEqualTo("eventRegisteredTwice");
      assertThat(signed(arrived)).contains("\"message\"");

      grower.attach("ada");
      String id = world.app("GET", ADA).at("id");
      world.sandbox.controls().revokeGrantsOf("ada");
      world.admin("POST", "/api/v1/connections/" + id + "/refresh", Map.of());

      assertThat(signed(arrived))
          .contains(
              "\"type\":\"credentialsUnauthenticated\"",
              "\"provider\":\"Trimble\"",
              "\"credentialId\":\"" + id + "\"",
              "\"status\":\"UNAUTHENTICATED\"");
      assertThat(world.app("GET", ADA).at("status")).isEqualTo("UNAUTHENTICATED");
      assertThat(world.app("GET", ADA + "/events").text()).contains("\"statusCode\":");
    }
  }

  @Test
  void a_name_and_a_key_in_the_passwords_place_sign_in() {
    Map<String, Object> body =
        Map.of("username", "who@ever.test", "password", world.appKey(), "rememberMe", "true");

    assertThat(world.anybody("POST", "/api/authenticate", body).at("id_token"))
        .isEqualTo(world.appKey());
    assertThat(
            world
                .anybody("POST", "/api/authenticate", Map.of("username", "x", "password", "y"))
                .status())
        .isEqualTo(401);
  }

  private static String signed(BlockingQueue<Received> arrived) throws Exception {
    Received received = Objects.requireNonNull(arrived.poll(60, TimeUnit.SECONDS));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("shared words".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String expected =
        Base64.getEncoder()
            .encodeToString(mac.doFinal(received.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(received.headers()).containsEntry("x-leaf-signature", expected);
    return received.body();
  }
}
