package dev.tenon.bench.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// When grants could not be written: the database was stopped, or a row was held. Safe for use by
/// any thread.
final class Barriers {
  private final List<Barrier> barriers = new CopyOnWriteArrayList<>();

  /// From now until the answer is closed nobody writes the grant of `connection`; empty: any grant.
  Open open(Optional<String> connection) {
    Barrier open = new Barrier(connection, Instant.now(), Instant.MAX);
    barriers.add(open);
    return () -> {
      add(connection, open.from(), Instant.now());
      barriers.remove(open);
    };
  }

  /// Notes one that is over.
  void add(Optional<String> connection, Instant from, Instant to) {
    barriers.add(new Barrier(connection, from, to));
  }

  /// Whether there was one for `connection` at some time between `from` and `to`.
  boolean isBetween(String connection, Instant from, Instant to) {
    return barriers.stream()
        .filter(it -> it.connection().map(connection::equals).orElse(true))
        .anyMatch(it -> it.from().isBefore(to) && it.to().isAfter(from));
  }

  /// One that is there until it is closed.
  interface Open extends AutoCloseable {
    @Override
    void close();
  }

  private record Barrier(Optional<String> connection, Instant from, Instant to) {}
}
