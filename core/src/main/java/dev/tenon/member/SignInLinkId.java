package dev.tenon.member;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a sign-in link without opening it.
///
/// @param value `sil_` and letters and digits
public record SignInLinkId(String value) {
  public SignInLinkId {
    Names.requireId("sil_", value);
  }

  /// A new id.
  public static SignInLinkId random(RandomGenerator random) {
    return new SignInLinkId("sil_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
