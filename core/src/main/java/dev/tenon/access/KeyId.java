package dev.tenon.access;

import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names an API key without being one.
///
/// @param value `key_` and letters and digits
public record KeyId(String value) {
  public KeyId {
    Names.requireId("key_", value);
  }

  /// A new id.
  public static KeyId random(RandomGenerator random) {
    return new KeyId("key_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
