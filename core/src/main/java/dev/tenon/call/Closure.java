package dev.tenon.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Until when a provider wants to be left alone, and until when the other nodes know. Not safe for
/// use by several threads.
final class Closure {
  /// Of many that are refused together the first one tells.
  private static final Duration SAME = Duration.ofMillis(250);

  private Instant until = Instant.MIN;
  private Instant told = Instant.MIN;

  boolean is(Instant now) {
    return now.isBefore(until);
  }

  /// Whether that is known, or as good as known.
  boolean covers(Instant then) {
    return !then.isAfter(until.equals(Instant.MIN) ? until : until.plus(SAME));
  }

  Duration stillFor(Instant now) {
    return is(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  /// It is closed until `then` at least; when, where the others have to be told.
  Optional<Instant> close(Instant then, Instant now) {
    until = later(until, then);
    if (!then.isAfter(now) || (told.isAfter(now) && !then.isAfter(told.plus(SAME)))) {
      return Optional.empty();
    }
    told = then;
    return Optional.of(then);
  }

  /// Another node says so.
  void hear(Instant then) {
    until = later(until, then);
    told = later(told, then);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
