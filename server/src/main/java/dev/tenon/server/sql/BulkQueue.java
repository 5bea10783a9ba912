package dev.tenon.server.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A bulk work of PostgreSQL's: whoever comes while it is under way is in the next one, all by the
/// same statements. What those cost, on their way and in the server, is shared by all.
///
/// The thread that does it is one of its own, a platform thread, because it goes on at once when
/// the server answers: a virtual one waits for its turn first, and everybody with it.
final class BulkQueue<A, T> implements Bulk<A, T> {
  private static final int MOST = 64;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Queue<BulkPart<A, T>> waiting = new ConcurrentLinkedQueue<>();
  private final Consumer<List<BulkPart<A, T>>> together;
  private final Thread thread;
  private volatile boolean closed;

  /// @param together says of each part what came of it
  BulkQueue(Consumer<List<BulkPart<A, T>>> together) {
    this.together = together;
    this.thread = Thread.ofPlatform().daemon().name("tenon-bulk").start(this::work);
  }

  @Override
  public Optional<T> run(A asked) {
    BulkPart<A, T> mine = new BulkPart<>(asked);
    waiting.add(mine);
    LockSupport.unpark(thread);
    await(mine);
    return mine.result();
  }

  /// Ends when what waits is done. To be called when nobody comes any more.
  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void await(BulkPart<A, T> mine) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    while (!mine.hasEnded()) {
      long left = deadline - System.nanoTime();
      if ((interrupted || left <= 0) && waiting.remove(mine)) {
        throw WriteQueue.givenUp(interrupted);
      }
      if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else {
        // It is being done, and ends by the limits of its statements.
        LockSupport.park(this);
      }
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (true) {
      List<BulkPart<A, T>> taken = take();
      if (!taken.isEmpty()) {
        work(taken);
      } else if (closed) {
        return;
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void work(List<BulkPart<A, T>> taken) {
    try {
      together.accept(taken);
    } catch (RuntimeException | Error e) {
      RuntimeException because = new IllegalStateException("a bulk work threw: a bug", e);
      taken.stream().filter(part -> !part.hasEnded()).forEach(part -> part.failed(because));
    }
  }

  private List<BulkPart<A, T>> take() {
    List<BulkPart<A, T>> taken = new ArrayList<>();
    while (taken.size() < MOST) {
      BulkPart<A, T> next = waiting.poll();
      if (next == null) {
        break;
      }
      taken.add(next);
    }
    return taken;
  }
}
