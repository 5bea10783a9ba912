package dev.tenon.server.outbound.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a token request, but for the client's proof. The connector may add its own,
/// say otherwise what `grant_type`, `scope` and `client_id` are, and rename them all; it cannot say
/// what the code, the tokens and the secrets are.
///
/// What the authorization request named as `resource` (RFC 8707) or `audience` is named again.
final class TokenParameters {
  private static final Set<String> NEVER_EXTRA =
      Set.of(
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "code",
          "code_verifier",
          "redirect_uri",
          "refresh_token");

  /// The parameters that hold secrets, by their standard names.
  static final Set<String> SECRET = Set.of("code", "code_verifier", "refresh_token");

  private final ResolvedClient client;
  private final TokenRules rules;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private TokenParameters(ResolvedClient client, TokenRules rules) {
    this.client = client;
    this.rules = rules;
  }

  /// The parameters of `request`, by the names that the provider wants.
  static Map<String, String> of(ResolvedClient client, TokenRules rules, TokenRequest request) {
    TokenParameters made = new TokenParameters(client, rules);
    switch (request) {
      case TokenRequest.CodeExchange exchange -> made.add(exchange);
      case TokenRequest.Refresh refresh -> made.add(refresh);
      case TokenRequest.ClientCredentials _ -> made.addClientCredentials();
      case TokenRequest.Login _ ->
          throw new IllegalArgumentException("a login at a token endpoint indicates a bug");
    }
    return made.parameters;
  }

  private void add(TokenRequest.CodeExchange exchange) {
    put("grant_type", "authorization_code");
    scope(rules.scopeOnToken(), client.scope());
    extra(client.tokenParameters());
    put("code", exchange.code().secret().reveal());
    put("redirect_uri", exchange.redirectUri().toString());
    verifier(exchange.verifier());
  }

  private void add(TokenRequest.Refresh refresh) {
    put("grant_type", "refresh_token");
    scope(rules.scopeOnRefresh(), refresh.scope());
    extra(client.refreshParameters());
    put("refresh_token", refresh.refreshToken().secret().reveal());
    verifier(refresh.verifier());
    refresh
        .nextVerifier()
        .ifPresent(
            next -> {
              put("code_challenge", next.challenge());
              put("code_challenge_method", "S256");
            });
  }

  private void addClientCredentials() {
    put("grant_type", "client_credentials");
    scope(rules.scopeOnToken(), client.scope());
    extra(client.tokenParameters());
  }

  private void scope(boolean wanted, Scope scope) {
    if (wanted && !scope.isEmpty()) {
      put("scope", scope.format(separator(client)));
    }
  }

  private void verifier(Optional<CodeVerifier> verifier) {
    verifier.ifPresent(it -> put("code_verifier", it.secret().reveal()));
  }

  private void extra(Map<String, String> extra) {
    for (String repeated : new String[] {"resource", "audience"}) {
      Optional.ofNullable(client.authorizeParameters().get(repeated))
          .ifPresent(value -> parameters.put(repeated, value));
    }
    extra.forEach(
        (name, value) -> {
          if (NEVER_EXTRA.stream()
              .noneMatch(it -> it.equals(name) || rules.nameOf(it).equals(name))) {
            parameters.put(name, value);
          }
        });
  }

  private void put(String standard, String value) {
    String name = rules.nameOf(standard);
    if (!name.isEmpty()) {
      parameters.put(name, value);
    }
  }

  /// What stands between scope tokens at this provider.
  static String separator(ResolvedClient client) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> it.authorize().scopes().separator();
      case Authorization.ClientCredentials it -> it.scopes().separator();
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          " ";
    };
  }
}
