package dev.tenon.token;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after failures in a row.
final class BackOff {
  // After failure …:      1  2  3   4   5   6    7    8 and on
  // Running total, s:     2  7  17  47  107 227  527  +600
  private static final int[] SECONDS = {2, 5, 10, 30, 60, 120, 300, 600};

  private BackOff() {}

  /// The wait after `failures` (1 or more) in a row, up to a fifth longer by chance, so that those
  /// who failed together do not come back together.
  static Duration after(int failures, RandomGenerator random) {
    long millis = SECONDS[Math.clamp(failures - 1L, 0, SECONDS.length - 1)] * 1000L;
    return Duration.ofMillis(millis + random.nextLong(millis / 5 + 1));
  }
}
