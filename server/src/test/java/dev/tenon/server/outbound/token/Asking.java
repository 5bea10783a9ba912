package dev.tenon.server.outbound.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.oauth.AuthorizationCode;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.outbound.ScriptedServer.Script;
import dev.tenon.server.outbound.TestClient;
import dev.tenon.server.outbound.TestHttp;
import dev.tenon.server.outbound.identity.IssuerDiscovery;
import dev.tenon.stores.InMemoryVault;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/// A token endpoint to ask, and a scripted provider that answers.
final class Asking implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final String OK =
      "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

  private final ScriptedServer server;
  private final OutboundHttp http;
  private final Vault vault = new InMemoryVault();
  private final ProviderTokenEndpoint endpoint;

  Asking(Script script) {
    // Time stands still, so that what counts from sending counts from NOW.
    this(script, TestHttp.timedBy(() -> 0, () -> {}));
  }

  Asking(Script script, OutboundHttp http) {
    this.server = new ScriptedServer(script);
    this.http = http;
    this.endpoint =
        new ProviderTokenEndpoint(
            http, new IssuerDiscovery(http, CLOCK), vault, CLOCK, new SecureRandom());
  }

  /// Always answers with `status` and `body`.
  static Asking answering(int status, String body, String... headers) {
    return new Asking((_, talk) -> talk.answer(status, body, headers));
  }

  ScriptedServer server() {
    return server;
  }

  ProviderTokenEndpoint endpoint() {
    return endpoint;
  }

  /// A client of the provider, with one secret.
  TestClient client() {
    return publicClient().secret("s3cret value+1");
  }

  /// A client without a secret yet.
  TestClient publicClient() {
    return new TestClient(vault, server);
  }

  TokenAnswer refresh(ResolvedClient client) {
    return endpoint.ask(client, refreshing());
  }

  /// What the standard client's refresh comes to.
  TokenAnswer refresh() {
    return refresh(client().resolve());
  }

  /// What the standard client's refresh grants.
  TokenResponse granted() {
    return granted(refresh());
  }

  static TokenResponse granted(TokenAnswer answer) {
    Assertions.assertThat(answer).isInstanceOf(TokenAnswer.Granted.class);
    return ((TokenAnswer.Granted) answer).response();
  }

  static TokenRequest.Refresh refreshing() {
    return new TokenRequest.Refresh(
        RefreshToken.of("rt-0-of-this-user"), Scope.none(), Optional.empty(), Optional.empty());
  }

  static TokenRequest.CodeExchange exchanging() {
    return new TokenRequest.CodeExchange(
        AuthorizationCode.of("code-0"),
        URI.create("https://hub.example/api/integrations/oauth2/callback/"),
        Optional.of(new CodeVerifier(Secret.of("verifier-0"))));
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
