package dev.tenon.oauth;

import dev.tenon.secret.Secret;

/// An ID token as received, not yet validated (OpenID Connect Core §2).
///
/// @param secret the token itself
public record IdToken(Secret secret) {
  /// The token with this text.
  public static IdToken of(String text) {
    return new IdToken(Secret.of(text));
  }
}
