package dev.tenon.access;

import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a person who administers a workspace in the browser.
///
/// @param value `mem_` and letters and digits
public record MemberId(String value) {
  public MemberId {
    Names.requireId("mem_", value);
  }

  /// A new id.
  public static MemberId random(RandomGenerator random) {
    return new MemberId("mem_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
