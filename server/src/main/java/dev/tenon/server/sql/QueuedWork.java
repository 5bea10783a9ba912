package dev.tenon.server.sql;

import dev.tenon.server.sql.Tx.Work;
import java.sql.SQLException;

/// A work that waits for SQLite's one writer.
final class QueuedWork<T> extends QueuedWrite<T> {
  private final Work<T> work;

  QueuedWork(Work<T> work) {
    super(Dialect.SQLITE);
    this.work = work;
  }

  /// Runs the work; false when it gave up what it wrote.
  boolean runIn(Tx tx) throws SQLException {
    brings(work.run(tx));
    return !tx.isUndone();
  }
}
