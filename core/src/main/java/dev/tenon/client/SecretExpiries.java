package dev.tenon.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// When an admin is told that a client secret, key or certificate ends. Pure.
public final class SecretExpiries {
  /// Days before the end at which it is told, the nearest first; 0 is the end itself.
  public static final List<Integer> STAGES = List.of(0, 1, 7, 14, 30);

  private SecretExpiries() {}

  /// The nearest of [#STAGES] that a secret ending at `end` has reached by `now`; empty while none
  /// is.
  public static OptionalInt stage(Instant end, Instant now) {
    return STAGES.stream()
        .mapToInt(Integer::intValue)
        .filter(days -> !end.isAfter(now.plus(Duration.ofDays(days))))
        .findFirst();
  }

  /// Whole days until `end`, each begun day counting; 0 once it has passed.
  public static long daysLeft(Instant end, Instant now) {
    Duration left = Duration.between(now, end);
    return left.isPositive() ? left.plusDays(1).minusNanos(1).toDays() : 0;
  }
}
