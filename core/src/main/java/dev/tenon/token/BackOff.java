package dev.tenon.token;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// How long to wait after failures in a row.
final class BackOff {
  /// For one connection, whose next try costs a request that may be spent.
  // After failure …:      1  2  3   4   5   6    7    8 and on
  // Running total, s:     2  7  17  47  107 227  527  +600
  static final BackOff CONNECTION = new BackOff(List.of(2, 5, 10, 30, 60, 120, 300, 600));

  /// For all connections through one endpoint or client: one of them tries for the others, so that
  /// a provider that is back is noticed soon.
  // After failure …:      1  2  3   4   5 and on
  // Running total, s:     2  7  17  37  +30
  static final BackOff SHARED = new BackOff(List.of(2, 5, 10, 20, 30));

  private final List<Integer> seconds;

  private BackOff(List<Integer> seconds) {
    this.seconds = seconds;
  }

  /// The wait after `failures` (1 or more) in a row, up to a fifth longer by chance, so that those
  /// who failed together do not come back together.
  Duration after(int failures, RandomGenerator random) {
    long millis = seconds.get(Math.clamp(failures - 1L, 0, seconds.size() - 1)) * 1000L;
    return Duration.ofMillis(millis + random.nextLong(millis / 5 + 1));
  }
}
