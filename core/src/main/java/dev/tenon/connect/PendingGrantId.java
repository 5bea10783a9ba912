package dev.tenon.connect;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a grant that waits for its confirmation.
///
/// @param value `pnd_` and letters and digits
public record PendingGrantId(String value) {
  public PendingGrantId {
    Names.requireId("pnd_", value);
  }

  /// A new id.
  public static PendingGrantId random(RandomGenerator random) {
    return new PendingGrantId("pnd_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
