package dev.tenon.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sdk.fake.FakeHub;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AdministrationTest {
  private final FakeHub hub = FakeHub.start();
  private final TenonClient tenon = TenonClient.of(hub.url(), Secret.of("tnk_key"));

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void list_is_read_page_after_page_and_only_as_far_as_needed() {
    hub.on(
        "GET /api/v1/apps",
        200,
        "{\"items\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"next_cursor\":\"c 2\"}");
    hub.on(
        "GET /api/v1/apps?cursor=c%202",
        200, "{\"items\":[{\"name\":\"c\"}],\"next_cursor\":null}");

    assertThat(tenon.apps().list().stream().limit(2).map(App::name)).containsExactly("a", "b");
    assertThat(hub.received()).hasSize(1);
    assertThat(tenon.apps().list()).extracting(App::name).containsExactly("a", "b", "c");
  }

  @Test
  void client_is_created_with_the_fields_given_and_no_other() {
    hub.on(
        "POST /api/v1/oauth-clients",
        201,
        """
        {"name":"tc","connector":"trimble-connect","client_id":"id","apps":["a"],
         "redirect_uri":"http://hub/api/integrations/oauth2/callback/"}""");

    OAuthClient created =
        tenon
            .oauthClients()
            .create(
                "tc",
                OAuthClientFields.none()
                    .connector("trimble-connect")
                    .clientId("id")
                    .clientSecret(Secret.of("cs"))
                    .tokenUrl(URI.create("http://p/token"))
                    .forApps(List.of("a"))
                    .parameters(Map.of("environment", "prod")));

    assertThat(hub.last().body())
        .isEqualTo(
            "{\"connector\":\"trimble-connect\",\"client_id\":\"id\",\"client_secret\":\"cs\","
                + "\"token_url\":\"http://p/token\",\"apps\":[\"a\"],"
                + "\"parameters\":{\"environment\":\"prod\"},\"name\":\"tc\"}");
    assertThat(created.apps()).containsExactly("a");
    assertThat(created.redirectUri().orElseThrow()).hasPath("/api/integrations/oauth2/callback/");
  }

  @Test
  void fields_print_without_their_values() {
    assertThat(OAuthClientFields.none().clientSecret(Secret.of("cs-secret")))
        .hasToString("OAuthClientFields[client_secret]");
    assertThat(ConnectionImport.of("i", "u").withRefreshToken(Secret.of("rt-secret")).toString())
        .doesNotContain("rt-secret");
  }

  @Test
  void key_is_shown_once_and_never_printed() {
    hub.on(
        "POST /api/v1/apps/demo/keys", 201, "{\"id\":\"k1\",\"name\":\"ci\",\"key\":\"tnk_new\"}");

    NewApiKey key = tenon.apps().createKey("demo", "ci");

    assertThat(key.key().reveal()).isEqualTo("tnk_new");
    assertThat(key.toString()).doesNotContain("tnk_new");
  }

  @Test
  void connections_are_filtered_and_read() {
    hub.on(
        "GET /api/v1/connections?integration=tc&user=ada%20l",
        200,
        """
        {"items":[{"id":"con_1","integration":"tc","user":"ada l","status":"failing",
         "account":{"subject":"s1","email":"ada@example.com"},"scopes":["openid"],
         "created_at":"2026-01-01T00:00:00Z","last_error":{"code":"provider_unavailable"}}]}""");

    Connection found =
        tenon
            .connections()
            .list(ConnectionFilter.all().integration("tc").user("ada l"))
            .toList()
            .getFirst();

    assertThat(found.account()).hasValue("ada@example.com");
    assertThat(found.lastError()).hasValue("provider_unavailable");
    assertThat(found.isActive()).isFalse();
    assertThat(found.createdAt()).hasValue(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void absent_connection_is_empty_and_other_failures_are_thrown() {
    hub.on("GET /api/v1/connections/c2", 401, "{\"code\":\"unauthorized\",\"detail\":\"no\"}");

    assertThat(tenon.connections().find("c1")).isEmpty();
    assertThatThrownBy(() -> tenon.connections().find("c2"))
        .isInstanceOf(HubRefusedException.class)
        .hasMessage("401 unauthorized: no");
  }

  @Test
  void import_sends_tokens_and_deletion_tells_what_the_provider_said() {
    hub.on("POST /api/v1/connections", 201, "{\"id\":\"con_9\",\"status\":\"active\"}");
    hub.on("DELETE /api/v1/connections/con_9", 200, "{\"revoked_at_provider\":true}");

    var imported =
        tenon
            .connections()
            .importTokens(
                ConnectionImport.of("tc", "ada")
                    .withAccessToken(Secret.of("at"))
                    .withExpiresAt(Instant.parse("2026-01-01T00:00:00Z"))
                    .withRefreshToken(Secret.of("rt"))
                    .withScopes(List.of("openid"))
                    .withValues(Map.of("subdomain", "acme")));

    assertThat(hub.last().body())
        .isEqualTo(
            "{\"integration\":\"tc\",\"user\":\"ada\",\"access_token\":\"at\","
                + "\"expires_at\":\"2026-01-01T00:00:00Z\",\"refresh_token\":\"rt\","
                + "\"scopes\":[\"openid\"],\"values\":{\"subdomain\":\"acme\"}}");
    assertThat(tenon.connections().delete(imported.id()).revokedAtProvider()).isTrue();
  }

  @Test
  void connect_link_is_made_and_confirmed() {
    hub.on(
        "POST /api/v1/connect-links",
        201,
        "{\"id\":\"l1\",\"url\":\"http://hub/connect/x\",\"expires_at\":\"2026-01-01T00:10:00Z\"}");
    hub.on("POST /api/v1/connect-links/l1/confirm", 200, "{\"status\":\"active\"}");

    ConnectLink link =
        tenon
            .connectLinks()
            .create(
                ConnectLinkRequest.of("tc", "ada")
                    .withReturnUrl(URI.create("http://app/back"))
                    .withExpiresIn(Duration.ofMinutes(10))
                    .withMaxUses(1));

    assertThat(hub.last().body())
        .isEqualTo(
            "{\"integration\":\"tc\",\"user\":\"ada\",\"return_url\":\"http://app/back\","
                + "\"expires_in\":600,\"max_uses\":1}");
    assertThat(link.toString()).doesNotContain("/connect/x");
    tenon.connectLinks().confirm(link.id(), Secret.of("code"));
    assertThat(hub.last().body()).isEqualTo("{\"connect_code\":\"code\"}");
  }

  @Test
  void connector_is_sent_as_yaml() {
    hub.on("POST /api/v1/connectors", 201, "{\"name\":\"mine\"}");

    assertThat(tenon.connectors().add("name: mine\n").name()).isEqualTo("mine");
    assertThat(hub.last().body()).isEqualTo("name: mine\n");
  }

  @Test
  void link_verification_is_changed() {
    hub.on("PATCH /api/v1/workspace", 200, "{\"name\":\"w\",\"link_verification\":\"none\"}");

    assertThat(tenon.setLinkVerification("none").linkVerification()).isEqualTo("none");
    assertThat(hub.last().body()).isEqualTo("{\"link_verification\":\"none\"}");
  }
}
