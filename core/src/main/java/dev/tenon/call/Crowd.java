package dev.tenon.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;

/// How many nodes share the providers' limits, and how many did lately: what one that has left has
/// used still counts for a while. Safe for use by any thread.
final class Crowd {
  /// How long a node may be at work before all others know.
  private static final Duration NEWS = Duration.ofSeconds(30);

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final IntSupplier nodes;
  private final Clock clock;
  private final Instant begun;
  private final Deque<Seen> seen = new ArrayDeque<>();

  Crowd(IntSupplier nodes, Clock clock) {
    this.nodes = nodes;
    this.clock = clock;
    this.begun = clock.instant();
  }

  int now() {
    return Math.max(1, nodes.getAsInt());
  }

  /// Looks. To be called every second or so.
  synchronized void look() {
    Instant now = clock.instant();
    int count = now();
    if (seen.isEmpty() || seen.getLast().nodes() != count) {
      seen.addLast(new Seen(now, count));
    }
    // The first one that is left says how many there were when the time remembered began.
    while (seen.size() > 1 && secondWasAt().isBefore(now.minus(REMEMBERED))) {
      seen.removeFirst();
    }
  }

  /// The most nodes within `time`, as far as that is remembered.
  synchronized int most(Duration time) {
    Instant from = clock.instant().minus(time);
    int most = now();
    var latest = seen.descendingIterator();
    while (latest.hasNext()) {
      Seen each = latest.next();
      most = Math.max(most, each.nodes());
      if (!each.from().isAfter(from)) {
        return most;
      }
    }
    return most;
  }

  /// Whether this node has been at work for `time` since all others could know of it.
  boolean isSettled(Duration time) {
    return clock.instant().isAfter(begun.plus(NEWS).plus(time));
  }

  private Instant secondWasAt() {
    var each = seen.iterator();
    each.next();
    return each.next().from();
  }

  private record Seen(Instant from, int nodes) {}
}
