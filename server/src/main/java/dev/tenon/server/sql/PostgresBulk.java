package dev.tenon.server.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A bulk work of PostgreSQL's: whoever comes while it is under way is in the next one, all by the
/// same statements. What they cost, on the way to the server and in it, is then shared by many.
final class PostgresBulk<A, T> implements Bulk<A, T> {
  private final WriteQueue<QueuedPart<A, T>> queue;

  /// @param all says of each part what came of it; throws nothing
  PostgresBulk(Consumer<List<QueuedPart<A, T>>> all) {
    this.queue = new WriteQueue<>(all);
  }

  @Override
  public Optional<T> run(A asked) {
    QueuedPart<A, T> part = new QueuedPart<>(asked);
    queue.run(part);
    return part.runsAlone() ? Optional.empty() : Optional.of(part.result());
  }

  static <A, T> List<A> asked(List<QueuedPart<A, T>> parts) {
    return parts.stream().map(QueuedPart::asked).toList();
  }

  /// Says of each what came of it, which is certain now.
  static <A, T> void tell(List<QueuedPart<A, T>> parts, List<Optional<T>> results) {
    for (int i = 0; i < parts.size(); i++) {
      QueuedPart<A, T> part = parts.get(i);
      Optional<T> result = results.get(i);
      if (result.isPresent()) {
        part.brings(result.get());
        part.succeeded();
      } else {
        part.mustRunAlone();
      }
    }
  }
}
