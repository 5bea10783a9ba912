package dev.tenon.sync;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a sync.
///
/// @param value `syn_` and letters and digits
public record SyncId(String value) {
  public SyncId {
    Names.requireId("syn_", value);
  }

  /// A new id.
  public static SyncId random(RandomGenerator random) {
    return new SyncId("syn_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
