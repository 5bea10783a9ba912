package dev.tenon.connect;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a grant that no user has yet.
///
/// @param value `ucl_` and letters and digits
public record UnclaimedGrantId(String value) {
  public UnclaimedGrantId {
    Names.requireId("ucl_", value);
  }

  /// A new id.
  public static UnclaimedGrantId random(RandomGenerator random) {
    return new UnclaimedGrantId("ucl_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
