package dev.tenon.interop;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/// [SpringProvider] on a port of its own, and what its client could ask it.
final class RunningProvider implements AutoCloseable {
  private final AnnotationConfigServletWebServerApplicationContext context;
  private final Http http = new Http();

  private RunningProvider(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
  }

  /// Started, with `redirectUri` registered for its client.
  static RunningProvider start(URI redirectUri) {
    AnnotationConfigServletWebServerApplicationContext context =
        new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(URI.class, () -> redirectUri);
    context.register(SpringProvider.class);
    context.refresh();
    return new RunningProvider(context);
  }

  String issuer() {
    WebServer server = context.getWebServer();
    if (server == null) {
      throw new IllegalStateException("the provider is not running");
    }
    return "http://localhost:" + server.getPort();
  }

  /// The refresh token that the provider gave out together with `accessToken`.
  String refreshTokenBeside(String accessToken) {
    OAuth2Authorization grant =
        context
            .getBean(InMemoryOAuth2AuthorizationService.class)
            .findByToken(accessToken, OAuth2TokenType.ACCESS_TOKEN);
    return Optional.ofNullable(grant)
        .map(OAuth2Authorization::getRefreshToken)
        .orElseThrow()
        .getToken()
        .getTokenValue();
  }

  /// What the provider answers to a refresh with `refreshToken`.
  Reply refresh(String refreshToken) {
    return post(
        "/oauth2/token", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  /// Whether the provider says that `token` is good.
  boolean isActive(String token) {
    Reply reply = post("/oauth2/introspect", Map.of("token", token));
    if (reply.status() != 200) {
      throw new AssertionError(reply.text());
    }
    return reply.json().required("active").booleanValue();
  }

  private Reply post(String path, Map<String, String> form) {
    return http.asClient(
        URI.create(issuer() + path), SpringProvider.CLIENT_ID, SpringProvider.CLIENT_SECRET, form);
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
