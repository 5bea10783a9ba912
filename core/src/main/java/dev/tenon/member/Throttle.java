package dev.tenon.member;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes whoever guesses wait: after some wrong attempts in a row 30 seconds, then twice as long
/// each time, up to 15 minutes. Kept in this process's memory, for at most 10,000 keys; the one
/// that was not seen for longest is forgotten first. Many attempts at once get no further than as
/// many one after the other. Safe for use by any thread.
public final class Throttle {
  private static final int MOST = 10_000;
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGIVEN = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int free;
  private final Clock clock;
  private final Map<String, Integer> trying = new HashMap<>();
  private final Map<String, Failures> byKey =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST;
        }
      };

  /// Nobody has to wait yet.
  ///
  /// @param free wrong attempts in a row after which there is a wait
  public Throttle(int free, Clock clock) {
    this.free = free;
    this.clock = clock;
  }

  /// How long `key` has to wait; empty: not at all.
  public synchronized Optional<Duration> left(String key) {
    Instant now = clock.instant();
    return Optional.ofNullable(byKey.get(key))
        .filter(it -> it.until().isAfter(now))
        .map(it -> Duration.between(now, it.until()));
  }

  /// Begins an attempt of `key`, which [#leave] ends: at most as many at once as may be wrong
  /// before there is a wait.
  ///
  /// @return how long it has to wait; empty: it may try
  public synchronized Optional<Duration> enter(String key) {
    Optional<Duration> left = left(key);
    if (left.isEmpty() && trying.getOrDefault(key, 0) >= free(key)) {
      left = Optional.of(SOON);
    }
    if (left.isEmpty()) {
      trying.merge(key, 1, Integer::sum);
    }
    return left;
  }

  /// Ends what [#enter] let begin, after [#failed] or [#succeeded] where it came to that.
  public synchronized void leave(String key) {
    trying.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }

  /// `key` was wrong once more.
  public synchronized void failed(String key) {
    Instant now = clock.instant();
    byKey.merge(key, new Failures(1, now, now), (old, _) -> again(old, now));
  }

  /// `key` was right: what it was before is forgotten.
  public synchronized void succeeded(String key) {
    byKey.remove(key);
  }

  /// How many may try at once.
  private int free(String key) {
    Instant now = clock.instant();
    return Optional.ofNullable(byKey.get(key))
        .filter(it -> !it.isForgiven(now))
        .map(it -> Math.max(1, free - it.count()))
        .orElse(free);
  }

  private Failures again(Failures old, Instant now) {
    if (old.isForgiven(now)) {
      return new Failures(1, now, now);
    }
    int count = old.count() + 1;
    if (count < free) {
      return new Failures(count, now, now);
    }
    Duration wait = FIRST.multipliedBy(1L << Math.min(count - free, 10));
    return new Failures(count, now, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
  }

  private record Failures(int count, Instant last, Instant until) {
    boolean isForgiven(Instant now) {
      return now.isAfter(last.plus(FORGIVEN));
    }
  }
}
