package dev.tenon.oauth;

import dev.tenon.secret.Secret;

/// A refresh token (RFC 6749 §1.5). It never leaves the hub but to the provider's token endpoint.
///
/// @param secret the token itself
public record RefreshToken(Secret secret) {
  /// The token with this text.
  public static RefreshToken of(String text) {
    return new RefreshToken(Secret.of(text));
  }
}
