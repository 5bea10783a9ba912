package dev.tenon.oauth;

import dev.tenon.secret.Secret;

/// An authorization code (RFC 6749 §1.3.1): single use, a few minutes of life.
///
/// @param secret the code itself
public record AuthorizationCode(Secret secret) {
  /// The code with this text.
  public static AuthorizationCode of(String text) {
    return new AuthorizationCode(Secret.of(text));
  }
}
