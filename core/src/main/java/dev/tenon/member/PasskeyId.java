package dev.tenon.member;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Names a passkey in addresses and in the audit log.
///
/// @param value `pk_` and letters and digits
public record PasskeyId(String value) {
  public PasskeyId {
    Names.requireId("pk_", value);
  }

  /// A new id.
  public static PasskeyId random(RandomGenerator random) {
    return new PasskeyId("pk_" + RandomText.base62(random, 22));
  }

  /// The id that `text` is, or empty when it is none.
  public static Optional<PasskeyId> parse(String text) {
    return text.matches("pk_[0-9A-Za-z]{1,64}")
        ? Optional.of(new PasskeyId(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
