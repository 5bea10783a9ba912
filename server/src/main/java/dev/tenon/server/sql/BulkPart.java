package dev.tenon.server.sql;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What one thread asked of a [BulkQueue], and what came of it. Told by the queue's thread, read by
/// its own.
final class BulkPart<A, T> {
  private final A asked;
  private final Thread owner = Thread.currentThread();
  private volatile @Nullable Outcome<T> outcome;

  /// The thread that makes it waits for it.
  BulkPart(A asked) {
    this.asked = asked;
  }

  static <A, T> List<A> asked(List<BulkPart<A, T>> parts) {
    return parts.stream().map(part -> part.asked).toList();
  }

  /// Says of each of `parts` what came of it.
  static <A, T> void tell(List<BulkPart<A, T>> parts, List<Optional<T>> results) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).end(new Outcome.Done<>(results.get(i)));
    }
  }

  /// Nothing of it was done.
  void leftOut() {
    end(new Outcome.Done<>(Optional.empty()));
  }

  /// Nobody knows whether it was done.
  void failed(RuntimeException because) {
    end(new Outcome.Failed<>(because));
  }

  boolean hasEnded() {
    return outcome != null;
  }

  /// What came of it, once it has ended; empty where it was left out.
  Optional<T> result() {
    return switch (outcome) {
      case Outcome.Done<T>(Optional<T> result) -> result;
      case Outcome.Failed<T>(RuntimeException because) -> throw because;
      case null ->
          throw new IllegalStateException("a part without an outcome, which indicates a bug");
    };
  }

  private void end(Outcome<T> how) {
    outcome = how;
    LockSupport.unpark(owner);
  }

  private sealed interface Outcome<T> {
    record Done<T>(Optional<T> result) implements Outcome<T> {}

    record Failed<T>(RuntimeException because) implements Outcome<T> {}
  }
}
