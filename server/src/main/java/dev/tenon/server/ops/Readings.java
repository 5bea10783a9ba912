package dev.tenon.server.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Numbers that cost a statement, remembered for a while: each scrape takes at most one of them
/// anew, the one that is longest overdue. Safe for use by any thread.
final class Readings {
  private static final Logger log = LoggerFactory.getLogger(Readings.class);

  private final InstantSource clock;
  private final List<Reading<?>> all = new ArrayList<>();

  Readings(InstantSource clock) {
    this.clock = clock;
  }

  /// Adds what `source` says, good for `age`.
  synchronized <T> Reading<T> add(String name, Duration age, Supplier<T> source) {
    Reading<T> reading = new Reading<>(name, age, source);
    all.add(reading);
    return reading;
  }

  /// Takes at most one reading anew; one that fails stays as it was and is due again later.
  synchronized void refresh() {
    Instant now = clock.instant();
    all.stream()
        .filter(reading -> !reading.due.isAfter(now))
        .min(Comparator.comparing(reading -> reading.due))
        .ifPresent(reading -> reading.take(now));
  }

  /// Something that is read now and then.
  static final class Reading<T> {
    private final String name;
    private final Duration age;
    private final Supplier<T> source;
    private Instant due = Instant.MIN;
    private volatile Optional<T> last = Optional.empty();

    private Reading(String name, Duration age, Supplier<T> source) {
      this.name = name;
      this.age = age;
      this.source = source;
    }

    /// The last one, where there was one that succeeded last.
    Optional<T> last() {
      return last;
    }

    private void take(Instant now) {
      due = now.plus(age);
      try {
        last = Optional.of(source.get());
      } catch (RuntimeException e) {
        // An old number would look like a good one.
        last = Optional.empty();
        log.atWarn().addKeyValue("reading", name).setCause(e).log("not taken");
      }
    }
  }
}
