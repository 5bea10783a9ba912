package dev.tenon.member;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes whoever guesses wait: after five wrong attempts in a row 30 seconds, then twice as long
/// each time, up to 15 minutes. Kept in this process's memory, for at most 10,000 keys; the one
/// that was not seen for longest is forgotten first. Safe for use by any thread.
final class Throttle {
  private static final int FREE = 5;
  private static final int MOST = 10_000;
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGIVEN = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Failures> byKey =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST;
        }
      };

  Throttle(Clock clock) {
    this.clock = clock;
  }

  /// How long whoever is any of `keys` has to wait; empty: not at all.
  synchronized Optional<Duration> left(List<String> keys) {
    Instant now = clock.instant();
    return keys.stream()
        .map(byKey::get)
        .filter(it -> it != null && it.until().isAfter(now))
        .map(it -> Duration.between(now, it.until()))
        .max(Duration::compareTo);
  }

  synchronized void failed(List<String> keys) {
    Instant now = clock.instant();
    keys.forEach(key -> byKey.merge(key, new Failures(1, now, now), (old, _) -> old.again(now)));
  }

  synchronized void succeeded(List<String> keys) {
    keys.forEach(byKey::remove);
  }

  private record Failures(int count, Instant last, Instant until) {
    Failures again(Instant now) {
      if (now.isAfter(last.plus(FORGIVEN))) {
        return new Failures(1, now, now);
      }
      int failures = count + 1;
      if (failures < FREE) {
        return new Failures(failures, now, now);
      }
      Duration wait = FIRST.multipliedBy(1L << Math.min(failures - FREE, 10));
      return new Failures(
          failures, now, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
    }
  }
}
