package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connector's owner makes its OAuth client public, and the users of another workspace connect
/// through it at a provider that is strict.
final class PublicClientJourneyTest {
  private static final String CLIENTS = "/api/v1/oauth-clients";
  private static final String HARBOUR =
      """
      name: harbour
      title: Harbour Works
      extends: trimble-connect
      sources: [https://harbour.test/docs]
      checked: 2026-01-01
      verified: false
      """;

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;
  private String admin = "";
  private String app = "";

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    expect(201, world.admin("POST", "/api/v1/connectors", Map.of("yaml", HARBOUR)));
    expect(201, world.admin("POST", CLIENTS, registration()));
    Reply made = world.admin("POST", "/api/v1/workspaces", Map.of("name", "Quay"));
    admin = expect(201, made).json().at("/admin_key/key").asString();
    expect(201, theirs("POST", "/api/v1/apps", Map.of("name", "viewer")));
    app = theirs("POST", "/api/v1/apps/viewer/keys", Map.of("name", "test")).at("key");
    expect(200, theirs("PATCH", "/api/v1/workspace", Map.of("link_verification", "none")));
    expect(201, theirs("POST", CLIENTS, Map.of("name", "quay", "uses", "ws_1/Harbour")));
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void a_user_of_another_workspace_connects_through_it_and_the_secret_is_the_lenders_of_now() {
    String id = connect();
    assertThat(expect(200, token()).at("scope")).isEqualTo("openid harbour-app");
    expect(200, theirs("POST", "/api/v1/connections/" + id + "/refresh", Map.of()));

    expect(200, world.admin("PATCH", CLIENTS + "/Harbour", Map.of("client_secret", "wrong")));
    Reply refused = theirs("POST", "/api/v1/connections/" + id + "/refresh", Map.of());
    assertThat(expect(502, refused).at("code")).isEqualTo("oauth_client_rejected");
    assertThat(refused.at("detail")).contains("Default (ws_1), which provides it, mends");
    expect(200, token());

    expect(
        200,
        world.admin("PATCH", CLIENTS + "/Harbour", Map.of("client_secret", "trimble-web-secret")));
    expect(200, theirs("POST", "/api/v1/connections/" + id + "/refresh", Map.of()));
  }

  @Test
  void a_token_in_memory_is_not_served_any_more_once_the_client_is_private() {
    connect();
    expect(200, token());
    expect(200, token());
    expect(200, world.admin("PATCH", CLIENTS + "/Harbour", Map.of("public", false)));
    assertThat(expect(502, token()).at("detail")).contains("Default (ws_1)");
    expect(200, world.admin("PATCH", CLIENTS + "/Harbour", Map.of("public", true)));
    expect(200, token());
  }

  /// E11: a client of one's own at a public client's authorization server, with a token endpoint of
  /// one's own.
  @Test
  void E11_nobody_has_codes_of_a_public_clients_server_sent_elsewhere() {
    Map<String, Object> mixedUp = new HashMap<>();
    mixedUp.put("name", "mixed-up");
    mixedUp.put("connector", "generic-oauth2");
    mixedUp.put("client_id", "trimble-web");
    mixedUp.put("client_secret", "x");
    mixedUp.put("authorization_url", world.sandbox.url() + "/trimble-id/oauth/authorize");
    mixedUp.put("token_url", "https://collect.test/token");
    expect(201, theirs("POST", CLIENTS, mixedUp));
    HttpResponse<String> refused = press("mixed-up");
    assertThat(refused.headers().firstValue("Location")).isEmpty();
    assertThat(refused.body()).doesNotContain("collect.test");

    // With the tokens from the same server it is a client of one's own like any other.
    expect(
        200,
        theirs(
            "PATCH",
            CLIENTS + "/mixed-up",
            Map.of(
                "token_url",
                world.sandbox.url() + "/trimble-id/oauth/token",
                "client_secret",
                "trimble-web-secret")));
    assertThat(press("mixed-up").headers().firstValue("Location").orElseThrow())
        .startsWith(world.sandbox.url() + "/trimble-id/oauth/authorize");
  }

  @Test
  void E11_neither_by_a_connector_that_hides_the_id_in_an_address() {
    String hiding =
        """
        name: hiding
        title: Hiding
        sources: [https://harbour.test/docs]
        checked: 2026-01-01
        verified: false
        definitions:
          user-sign-in:
            title: User sign-in
            type: authorization_code
            authorize: {url: "%s/trimble-id/oauth/authorize?client_id=trimble%%2Dweb"}
            token: {url: "https://collect.test/token", authentication: [client_secret_basic]}
        api: {base_url: "https://api.harbour.test"}
        """
            .formatted(world.sandbox.url());
    expect(201, theirs("POST", "/api/v1/connectors", Map.of("yaml", hiding)));
    Map<String, Object> fields =
        Map.of("name", "hiding", "connector", "hiding", "client_id", "x", "client_secret", "y");
    expect(201, theirs("POST", CLIENTS, fields));
    assertThat(press("hiding").headers().firstValue("Location")).isEmpty();
  }

  @Test
  void nobody_is_kept_from_connecting_by_a_public_client_that_no_one_uses() {
    expect(204, theirs("DELETE", CLIENTS + "/quay", Map.of()));
    Map<String, Object> own = new HashMap<>();
    own.put("name", "own");
    own.put("connector", "generic-oauth2");
    own.put("client_id", "trimble-web");
    own.put("client_secret", "x");
    own.put("authorization_url", world.sandbox.url() + "/trimble-id/oauth/authorize");
    own.put("token_url", "https://tokens.test/token");
    expect(201, theirs("POST", CLIENTS, own));
    assertThat(press("own").headers().firstValue("Location")).isPresent();
  }

  private Map<String, Object> registration() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("name", "Harbour");
    fields.put("connector", "harbour");
    fields.put("client_id", "trimble-web");
    fields.put("client_secret", "trimble-web-secret");
    fields.put("scope", "openid harbour-app");
    fields.put("public", true);
    fields.put(
        "parameters",
        Map.of(
            "identity_url", world.sandbox.url() + "/trimble-id",
            "api_url", world.sandbox.url() + "/connect-na"));
    return fields;
  }

  private String connect() {
    world.connect(browser, link("quay"));
    return theirs("GET", "/api/v1/connections").json().at("/items/0/id").asString();
  }

  private HttpResponse<String> press(String integration) {
    return browser.press(browser.open(link(integration)), "Connect", Map.of());
  }

  private URI link(String integration) {
    Map<String, Object> wish = Map.of("integration", integration, "user", "ada");
    return URI.create(expect(201, theirs("POST", "/api/v1/connect-links", wish)).at("url"));
  }

  private Reply token() {
    Object ask = Map.of("integration", "quay", "user", "ada");
    return world.call("POST", "/api/v1/token", Optional.of(ask), app);
  }

  private Reply theirs(String method, String path, Object body) {
    return world.call(method, path, Optional.of(body), admin);
  }

  private Reply theirs(String method, String path) {
    return world.call(method, path, Optional.empty(), admin);
  }

  private static Reply expect(int status, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply;
  }
}
