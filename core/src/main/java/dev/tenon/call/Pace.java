package dev.tenon.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;

/// How many calls went out through one OAuth client within a minute, against what its provider has
/// published. The limit is often one of several, so it refuses nothing: it says when to go gently.
/// Safe for use by any thread.
public final class Pace {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Optional<Integer> perMinute;
  private final IntSupplier nodes;
  private Instant start = Instant.MIN;
  private int calls;

  /// @param nodes how many share the provider's limit
  Pace(Optional<Integer> perMinute, IntSupplier nodes) {
    this.perMinute = perMinute;
    this.nodes = nodes;
  }

  /// Counts a call.
  synchronized void count(Instant now) {
    turn(now);
    calls++;
  }

  /// Whether this node's part of the limit is used up.
  synchronized boolean isUsedUp(Instant now) {
    if (perMinute.isEmpty()) {
      return false;
    }
    turn(now);
    return calls >= Math.max(1, perMinute.get() / Math.max(1, nodes.getAsInt()));
  }

  private void turn(Instant now) {
    if (start.equals(Instant.MIN) || !now.isBefore(start.plus(MINUTE))) {
      start = now;
      calls = 0;
    }
  }
}
