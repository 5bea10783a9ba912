package dev.tenon.connect;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Lifetimes;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.TokenResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tokens that a provider has just given for a link's user, and belong to no connection yet.
///
/// @param account as the provider says
/// @param values what the user filled in and the callback brought
/// @param verifier the code verifier that was spent: serial PKCE goes on from it
/// @param verified whether the hub itself has verified that the link's user is at the browser
record Obtained(
    ResolvedClient client,
    TokenResponse response,
    Account account,
    Map<String, String> values,
    Optional<CodeVerifier> verifier,
    boolean verified) {
  Obtained {
    values = Map.copyOf(values);
  }

  /// Everything to keep with the connection: what the answer brought wins.
  Map<String, String> allValues() {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(response.metadata());
    return all;
  }

  /// How long such tokens live.
  Lifetimes lifetimes() {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode code -> code.token().lifetimes();
      case Authorization.Login login -> login.lifetimes();
      case Authorization.ClientCredentials own -> own.token().lifetimes();
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Declared _ ->
          Lifetimes.unknown();
    };
  }
}
