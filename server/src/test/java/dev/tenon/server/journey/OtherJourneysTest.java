package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxClient;
import dev.tenon.sandbox.people.People;
import dev.tenon.server.Settings;
import dev.tenon.server.connect.ConnectRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ways to connect besides the first one, through HTTP: keys and passwords, discovery, the
/// second consent, the application itself, the organisation's own sign-in.
final class OtherJourneysTest {
  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    world.verifyLinksBy("none");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void an_api_key_that_a_user_types_is_what_the_app_gets() {
    register("keyed", Map.of("connector", "generic-api-key"));
    Browser.Page form = browser.open(link("keyed", "ada"));

    Browser.Page empty = browser.submit(form, "Connect", Map.of());
    assertThat(empty.html()).contains("needs your attention");
    Browser.Page done = browser.submit(empty, "Connect", Map.of("field.api_key", "k-4711"));

    assertThat(done.html()).contains("is connected").doesNotContain("k-4711");
    Reply token = world.token("keyed", "ada");
    assertThat(token.at("access_token")).isEqualTo("k-4711");
    assertThat(token.json().path("expires_at").isNull()).isTrue();
  }

  @Test
  void a_name_and_a_password_are_handed_out_as_basic_credentials() {
    register("basic", Map.of("connector", "generic-basic"));

    browser.submit(
        browser.open(link("basic", "ada")),
        "Connect",
        Map.of("field.username", "ada", "field.password", "s3cret"));

    Reply token = world.token("basic", "ada");
    assertThat(token.at("token_type")).isEqualTo("Basic");
    assertThat(token.at("access_token"))
        .isEqualTo(
            Base64.getEncoder().encodeToString("ada:s3cret".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_provider_is_found_by_its_issuer_alone() {
    registerAcme("acme");

    world.connect(browser, "acme", "ada");

    assertThat(world.token("acme", "ada").status()).isEqualTo(200);
    Reply connections = world.admin("/api/v1/connections");
    assertThat(connections.json().path("items").path(0).path("account").path("email").asString())
        .isEqualTo(People.ADA.email());
  }

  @Test
  void an_application_gets_a_token_of_its_own_without_a_user() {
    register(
        "models",
        Map.of(
            "connector", "autodesk-platform-services",
            "connection_definition", "client-credentials",
            "client_id", "aps-server",
            "client_secret", "aps-server-secret",
            "parameters", Map.of("api_url", world.sandbox.url() + "/aps")));

    Reply token = world.app("POST", "/api/v1/token", Map.of("integration", "models"));

    assertThat(token.status()).isEqualTo(200);
    assertThat(token.at("scope")).isEqualTo("data:read");
    assertThat(
            world.app("POST", "/api/v1/token", Map.of("integration", "models")).at("access_token"))
        .isEqualTo(token.at("access_token"));
  }

  @Test
  void a_grower_who_is_connected_chooses_what_to_share_in_a_second_step() {
    String back = world.hub.url() + ConnectRoutes.SECOND_STEP_RETURN_PATH;
    world
        .sandbox
        .controls()
        .register(
            SandboxClient.of(Sandbox.TRIMBLE_ID, "grower", "grower-secret", Set.of(callback()))
                .withScope("openid grower-app")
                .withSecondConsentRedirectUris(Set.of(back)));
    String ag = world.sandbox.url() + "/trimble-ag";
    register(
        "fields",
        Map.of(
            "connector", "trimble-agriculture",
            "client_id", "grower",
            "client_secret", "grower-secret",
            "scope", "openid grower-app",
            "parameters",
                Map.of(
                    "identity_url", world.sandbox.url() + "/trimble-id",
                    "api_url", ag,
                    "consent_url", ag)));

    Browser.Page connected = world.connect(browser, "fields", "ada");
    assertThat(connected.html()).contains("One more step: choose what to share");
    assertThat(organizations()).contains("\"result\":[]");
    Browser.Page choice =
        browser.open(URI.create(first(connected, "href=\"([^\"]*ThirdPartyAuthorization[^\"]*)")));
    String organization = first(choice, "name=\"organization\" value=\"([^\"]*)");
    Browser.Page done =
        browser.submit(choice, "Allow", Map.of("decision", "allow", "organization", organization));

    assertThat(done.url().toString()).startsWith(world.hub.url().toString());
    assertThat(done.html()).contains("is connected");
    assertThat(organizations()).contains(organization);
  }

  @Test
  void A22_whoever_opens_a_link_signs_in_to_the_organisation_first() {
    world.registerTrimbleConnect("trimble-connect");
    registerAcme("staff");
    world.admin(
        "PATCH",
        "/api/v1/workspace",
        Map.of(
            "link_verification",
            "hub",
            "sign_in",
            Map.of("oauth_client", "staff", "claim", "email")));
    URI link = link("trimble-connect", People.ADA.email());

    Browser.Page stranger = allow(browser.submit(browser.open(link), "Connect", Map.of()), "bo");
    assertThat(stranger.status()).isBetween(400, 499);
    assertThat(world.admin("/api/v1/connections").json().path("items")).isEmpty();

    Browser.Page atTrimble = allow(browser.submit(browser.open(link), "Connect", Map.of()), "ada");
    assertThat(atTrimble.url().getPath()).startsWith("/trimble-id/");
    assertThat(allow(atTrimble, "ada").html()).contains("is connected");
    assertThat(world.token("trimble-connect", People.ADA.email()).status()).isEqualTo(200);
  }

  private Browser.Page allow(Browser.Page consent, String user) {
    return browser.submit(consent, "Allow", Map.of("user", user, "decision", "allow"));
  }

  private void registerAcme(String name) {
    register(
        name,
        Map.of(
            "connector", "generic-oidc",
            "client_id", "acme-web",
            "client_secret", "acme-web-secret",
            "parameters", Map.of("issuer", world.sandbox.url() + "/oidc")));
  }

  private void register(String name, Map<String, Object> fields) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("name", name);
    Reply reply = world.admin("POST", "/api/v1/oauth-clients", all);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  private URI link(String integration, String user) {
    return URI.create(
        world
            .app("POST", "/api/v1/connect-links", Map.of("integration", integration, "user", user))
            .at("url"));
  }

  private String callback() {
    return world.hub.url() + Settings.CALLBACK_PATH;
  }

  private String organizations() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    world.sandbox.url()
                        + "/trimble-ag/Trimble-Ag-Software/externalApi/3.0/config/organizations"))
            .header("Authorization", "Bearer " + world.token("fields", "ada").at("access_token"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String first(Browser.Page page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page.html());
    assertThat(matcher.find()).as(page.html()).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }
}
