package dev.tenon.server.sql;

import dev.tenon.server.sql.Tx.Work;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A work that waits in a [WriteQueue], and what came of it. Written by the thread that runs it,
/// read by its own once it has ended.
final class QueuedWrite<T> {
  private final Work<T> work;
  private final Thread owner;
  private volatile State state = State.WAITING;
  private @Nullable T result;
  private @Nullable Exception failure;

  QueuedWrite(Work<T> work, Thread owner) {
    this.work = work;
    this.owner = owner;
  }

  /// Runs the work; false when it gave up what it wrote.
  boolean runIn(Tx tx) throws SQLException {
    result = work.run(tx);
    return !tx.isUndone();
  }

  void taken() {
    state = State.TAKEN;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  boolean hasEnded() {
    return state != State.WAITING && state != State.TAKEN;
  }

  void succeeded() {
    state = State.SUCCEEDED;
  }

  void failed(Exception because) {
    failure = because;
    state = State.FAILED;
  }

  /// It did not get on with others, or others with it, and nothing of it was written.
  void mustRunAlone() {
    state = State.ALONE;
  }

  boolean runsAlone() {
    return state == State.ALONE;
  }

  void wake() {
    LockSupport.unpark(owner);
  }

  /// What it came to, once it succeeded or failed.
  T result() {
    if (failure instanceof SQLException e) {
      throw Transactions.translated(Dialect.SQLITE, e);
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    T value = result;
    if (state != State.SUCCEEDED || value == null) {
      throw new IllegalStateException("a write without an outcome, which indicates a bug");
    }
    return value;
  }

  private enum State {
    WAITING,
    TAKEN,
    SUCCEEDED,
    FAILED,
    ALONE
  }
}
