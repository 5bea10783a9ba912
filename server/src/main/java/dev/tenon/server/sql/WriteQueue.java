package dev.tenon.server.sql;

import dev.tenon.server.sql.Tx.Work;
import dev.tenon.workspace.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Writes that wait for their turn and are committed together.
///
/// Who finds the turn free leads: takes what waits, its own work among it, and runs all in one
/// transaction; the others wait to be told. Nobody waits for company: alone, a work is committed at
/// once. There is no thread of its own.
final class WriteQueue {
  private static final int MOST = 64;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Queue<QueuedWrite<?>> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore turn = new Semaphore(1);
  private final Consumer<List<QueuedWrite<?>>> together;

  /// One transaction at a time: `together` runs it and says of each write what came of it.
  WriteQueue(Consumer<List<QueuedWrite<?>>> together) {
    this.together = together;
  }

  /// Has `work` run, by this thread or by another; it has ended when this return.
  <T> QueuedWrite<T> run(Work<T> work) {
    QueuedWrite<T> mine = new QueuedWrite<>(work, Thread.currentThread());
    waiting.add(mine);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    while (!mine.hasEnded()) {
      if (mine.isWaiting() && turn.tryAcquire()) {
        lead();
      } else if (mine.isWaiting()) {
        LockSupport.parkNanos(this, Math.max(1, deadline - System.nanoTime()));
      } else if (!mine.hasEnded()) {
        LockSupport.park(this);
      }
      interrupted |= Thread.interrupted();
      boolean late = System.nanoTime() - deadline >= 0;
      if ((interrupted || late) && waiting.remove(mine)) {
        wakeNext();
        throw givenUp(interrupted);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return mine;
  }

  /// Takes the turn for whatever cannot be run together with others.
  void takeTurn() {
    try {
      if (!turn.tryAcquire(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
        throw givenUp(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted before a write", e);
    }
  }

  void endTurn() {
    turn.release();
    wakeNext();
  }

  private void lead() {
    List<QueuedWrite<?>> taken = take();
    try {
      if (!taken.isEmpty()) {
        together.accept(taken);
      }
    } finally {
      endTurn();
      taken.forEach(WriteQueue::told);
    }
  }

  private List<QueuedWrite<?>> take() {
    List<QueuedWrite<?>> taken = new ArrayList<>();
    while (taken.size() < MOST) {
      QueuedWrite<?> next = waiting.poll();
      if (next == null) {
        break;
      }
      next.taken();
      taken.add(next);
    }
    return taken;
  }

  /// Whoever waits saw that the turn was taken; when it ends, the first of them is told.
  private void wakeNext() {
    QueuedWrite<?> next = waiting.peek();
    if (next != null) {
      next.wake();
    }
  }

  private static void told(QueuedWrite<?> write) {
    if (!write.hasEnded()) {
      write.failed(new IllegalStateException("a write was lost, which indicates a bug"));
    }
    write.wake();
  }

  /// What is thrown to one that waited and was not begun.
  static StoreUnavailableException givenUp(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
      return new StoreUnavailableException(
          "interrupted before a write", new InterruptedException());
    }
    String what = "another write did not end in time";
    return new StoreUnavailableException(
        "the database is busy: " + what, new TimeoutException(what));
  }
}
