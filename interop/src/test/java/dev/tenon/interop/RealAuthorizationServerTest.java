package dev.tenon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connection's life at Spring Authorization Server, which demands PKCE and rotates refresh
/// tokens.
final class RealAuthorizationServerTest {
  private static final String INTEGRATION = "spring";

  @TempDir Path directory;
  private RunningHub hub;
  private RunningProvider provider;

  @BeforeEach
  void start() {
    hub = RunningHub.start(directory);
    provider = RunningProvider.start(hub.callback());
    Map<String, Object> client =
        Map.of(
            "name",
            INTEGRATION,
            "connector",
            "generic-oidc",
            "client_id",
            SpringProvider.CLIENT_ID,
            "client_secret",
            SpringProvider.CLIENT_SECRET,
            "scope",
            SpringProvider.SCOPE,
            "parameters",
            Map.of("issuer", provider.issuer()));
    RunningHub.expect(201, hub.admin("POST", "/api/v1/oauth-clients", client));
  }

  @AfterEach
  void stop() {
    provider.close();
    hub.close();
  }

  @Test
  void a_user_signs_in_and_the_app_gets_a_token_that_the_server_knows() {
    connect();

    Reply token = token();
    assertThat(provider.isActive(token.at("access_token"))).isTrue();
    assertThat(token.at("scope").split(" ", -1)).contains("openid", "models.read");
    assertThat(version(token)).isEqualTo(1);
    assertThat(connection(token).json().at("/account/subject").asString())
        .isEqualTo(SpringProvider.USER);
  }

  @Test
  void every_refresh_uses_the_refresh_token_that_the_one_before_brought() {
    connect();
    Reply first = token();
    String used = provider.refreshTokenBeside(first.at("access_token"));

    refresh(first);
    Reply second = token();
    assertThat(version(second)).isEqualTo(2);
    assertThat(second.at("access_token")).isNotEqualTo(first.at("access_token"));
    assertThat(provider.refreshTokenBeside(second.at("access_token"))).isNotEqualTo(used);
    Reply again = provider.refresh(used);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.at("error")).isEqualTo("invalid_grant");

    refresh(second);
    Reply third = token();
    assertThat(version(third)).isEqualTo(3);
    assertThat(provider.isActive(third.at("access_token"))).isTrue();
    assertThat(connection(third).at("status")).isEqualTo("active");
  }

  @Test
  void deleting_the_connection_ends_its_grant_at_the_server() {
    connect();
    refresh(token());
    Reply last = token();
    String refreshToken = provider.refreshTokenBeside(last.at("access_token"));
    assertThat(provider.isActive(last.at("access_token"))).isTrue();
    assertThat(provider.isActive(refreshToken)).isTrue();

    Reply deleted =
        RunningHub.expect(200, hub.admin("DELETE", "/api/v1/connections/" + connectionId(last)));

    assertThat(deleted.json().required("revoked_at_provider").booleanValue()).isTrue();
    assertThat(provider.isActive(last.at("access_token"))).isFalse();
    assertThat(provider.isActive(refreshToken)).isFalse();
    assertThat(provider.refresh(refreshToken).at("error")).isEqualTo("invalid_grant");
  }

  /// Walks the user's browser through the connect page and the server's sign-in.
  private void connect() {
    Reply link =
        RunningHub.expect(
            201,
            hub.app(
                "POST",
                "/api/v1/connect-links",
                Map.of("integration", INTEGRATION, "user", "user-1")));
    try (Http browser = new Http()) {
      Reply signIn = browser.submit(browser.open(URI.create(link.at("url"))), Map.of());
      assertThat(signIn.url()).as(signIn.text()).hasPath("/login");
      Reply done =
          browser.submit(
              signIn, Map.of("username", SpringProvider.USER, "password", SpringProvider.PASSWORD));
      assertThat(done.status()).as(done.text()).isEqualTo(200);
    }
  }

  private Reply token() {
    return RunningHub.expect(
        200,
        hub.app("POST", "/api/v1/token", Map.of("integration", INTEGRATION, "user", "user-1")));
  }

  private void refresh(Reply token) {
    RunningHub.expect(
        200,
        hub.admin("POST", "/api/v1/connections/" + connectionId(token) + "/refresh", Map.of()));
  }

  private Reply connection(Reply token) {
    return RunningHub.expect(200, hub.admin("GET", "/api/v1/connections/" + connectionId(token)));
  }

  private static String connectionId(Reply token) {
    return token.at("connection_id");
  }

  private static long version(Reply token) {
    return token.json().required("token_version").longValue();
  }
}
