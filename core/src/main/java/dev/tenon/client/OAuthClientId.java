package dev.tenon.client;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names an OAuth client whatever it is called now.
///
/// @param value `oac_` and letters and digits
public record OAuthClientId(String value) {
  public OAuthClientId {
    Names.requireId("oac_", value);
  }

  /// A new id.
  public static OAuthClientId random(RandomGenerator random) {
    return new OAuthClientId("oac_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
