package dev.tenon.connect;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a connect link without opening it.
///
/// @param value `lnk_` and letters and digits
public record ConnectLinkId(String value) {
  public ConnectLinkId {
    Names.requireId("lnk_", value);
  }

  /// A new id.
  public static ConnectLinkId random(RandomGenerator random) {
    return new ConnectLinkId("lnk_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
