package dev.tenon.oauth;

import java.util.Locale;
import java.util.Optional;

/// How the client proves itself at the token endpoint; one of them, never two (RFC 6749 §2.3).
public enum ClientAuthenticationMethod {
  /// HTTP Basic with id and secret form-encoded (RFC 6749 §2.3.1).
  CLIENT_SECRET_BASIC,
  /// Id and secret in the request body.
  CLIENT_SECRET_POST,
  /// A signed assertion (RFC 7523 §2.2); the client secret is the private key as JWK or PEM.
  PRIVATE_KEY_JWT,
  /// A public client: only its id.
  NONE;

  /// The registered name, as in the API: `client_secret_basic` and so on.
  public String registeredName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The method with the registered name `name`.
  public static Optional<ClientAuthenticationMethod> parse(String name) {
    for (ClientAuthenticationMethod method : values()) {
      if (method.registeredName().equals(name)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
