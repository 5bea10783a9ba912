package dev.tenon.exchange;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a registered issuer.
///
/// @param value `iss_` and letters and digits
public record IssuerId(String value) {
  public IssuerId {
    Names.requireId("iss_", value);
  }

  /// A new id.
  public static IssuerId random(RandomGenerator random) {
    return new IssuerId("iss_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
