package dev.tenon.oauth;

import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.util.random.RandomGenerator;

/// The `nonce` of an authentication request (OpenID Connect Core §3.1.2.1): comes back in the ID
/// token.
///
/// @param value 128 bits of chance or more
public record Nonce(String value) {
  /// The nonce that `secret` is: one that can be told again rather than stored.
  public static Nonce of(Secret secret) {
    return new Nonce(secret.reveal());
  }

  /// A new nonce.
  public static Nonce random(RandomGenerator random) {
    return new Nonce(RandomText.base62(random, 22));
  }
}
