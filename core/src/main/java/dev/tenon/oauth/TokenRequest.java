package dev.tenon.oauth;

import dev.tenon.secret.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What is asked of a token endpoint. Which addresses, client authentication and extra parameters
/// go with it is the OAuth client's to say.
public sealed interface TokenRequest {

  /// Exchanges an authorization code (RFC 6749 §4.1.3, RFC 7636 §4.5).
  ///
  /// @param verifier empty only where the connector says that the provider refuses PKCE
  record CodeExchange(AuthorizationCode code, URI redirectUri, Optional<CodeVerifier> verifier)
      implements TokenRequest {}

  /// Spends a refresh token (RFC 6749 §6).
  ///
  /// @param scope the scope to repeat; empty to leave it out
  /// @param verifier the current verifier where the provider wants serial PKCE
  /// @param nextVerifier whose challenge goes with a serial PKCE request
  record Refresh(
      RefreshToken refreshToken,
      Scope scope,
      Optional<CodeVerifier> verifier,
      Optional<CodeVerifier> nextVerifier)
      implements TokenRequest {}

  /// The client's own token (RFC 6749 §4.4), with whatever exchange the connection definition
  /// declares after it.
  record ClientCredentials() implements TokenRequest {}

  /// Logs in by the steps of the connection definition with what the user typed.
  ///
  /// @param credentials values of the definition's fields by name
  record Login(Map<String, Secret> credentials) implements TokenRequest {
    public Login {
      credentials = Map.copyOf(credentials);
    }
  }
}
