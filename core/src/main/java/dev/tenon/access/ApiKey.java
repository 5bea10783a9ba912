package dev.tenon.access;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.util.random.RandomGenerator;

/// An API key in clear: shown once to the person who made it, sent by callers, never stored.
///
/// @param secret the key itself
public record ApiKey(Secret secret) {
  /// Every key that the hub makes begins with this, so that leaked keys can be searched for. It
  /// never changes.
  public static final String PREFIX = "tenon_";

  /// A new key of 256 bits.
  public static ApiKey random(RandomGenerator random) {
    return new ApiKey(Secret.of(PREFIX + RandomText.base62(random, 43)));
  }

  /// What the hub stores of this key.
  public HashedApiKey hashed() {
    return new HashedApiKey(Fingerprint.of(secret));
  }

  /// The last four characters, for people to tell keys apart.
  public String lastFour() {
    String text = secret.reveal();
    return text.substring(Math.max(0, text.length() - 4));
  }
}
