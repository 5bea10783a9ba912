package dev.tenon.oauth;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.util.random.RandomGenerator;

/// The `state` of an authorization request (RFC 6749 §4.1.1): names one connect session, once.
///
/// @param secret 256 bits of chance
public record State(Secret secret) {
  /// A new state.
  public static State random(RandomGenerator random) {
    return new State(Secret.of(RandomText.base62(random, 43)));
  }

  /// The text of the request's `state` parameter.
  public String parameter() {
    return secret.reveal();
  }

  /// What is stored of it.
  public Fingerprint fingerprint() {
    return Fingerprint.of(secret);
  }
}
