package dev.tenon.server.sql;

import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What waits in a [WriteQueue], and what came of it. Written by the thread that runs it, read by
/// its own once it has ended.
abstract class QueuedWrite<T> {
  private final Dialect dialect;
  private final Thread owner = Thread.currentThread();
  private volatile State state = State.WAITING;
  private @Nullable T result;
  private @Nullable Exception failure;

  /// The thread that waits for it is the one that makes it.
  QueuedWrite(Dialect dialect) {
    this.dialect = dialect;
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

  /// What it comes to, if it is committed.
  void brings(T value) {
    result = value;
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
      throw Transactions.translated(dialect, e);
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
