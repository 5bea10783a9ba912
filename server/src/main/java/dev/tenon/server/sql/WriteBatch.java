package dev.tenon.server.sql;

import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Queued writes in one transaction: all of them, or each by itself.
///
/// They are rarely in each other's way, so there are no savepoints: where one gives up what it
/// wrote, or fails, everything is undone and each runs again alone. Where the database fails, all
/// have failed.
final class WriteBatch {
  private final SqliteConnection writer;
  private final LocalChanges feed;
  private final List<QueuedWrite<?>> writes;
  private final List<Change> changes = new ArrayList<>();
  private boolean ending;

  WriteBatch(SqliteConnection writer, LocalChanges feed, List<QueuedWrite<?>> writes) {
    this.writer = writer;
    this.feed = feed;
    this.writes = writes;
  }

  /// Says of each write what came of it; throws nothing.
  void run() {
    try {
      writer.begin();
      if (runAll()) {
        ending = true;
        writer.commit();
        // Before anybody's write returns.
        feed.tell(changes);
        writes.forEach(QueuedWrite::succeeded);
      } else {
        writer.rollback();
        writes.forEach(isOne() ? QueuedWrite::succeeded : QueuedWrite::mustRunAlone);
      }
    } catch (SQLException | RuntimeException e) {
      undo(e);
      boolean oneFailed = !isOne() && !ending && isOfWork(e);
      writes.forEach(write -> end(write, oneFailed, e));
    }
  }

  private boolean runAll() throws SQLException {
    for (QueuedWrite<?> write : writes) {
      Tx tx = writer.tx();
      if (!write.runIn(tx)) {
        return false;
      }
      changes.addAll(tx.changes());
    }
    return true;
  }

  private boolean isOne() {
    return writes.size() == 1;
  }

  /// Whether one of the works is to blame, and not the database.
  private static boolean isOfWork(Exception e) {
    return !(e instanceof SQLException sql)
        || Dialect.SQLITE.isBug(sql)
        || Dialect.SQLITE.isDuplicate(sql);
  }

  private static void end(QueuedWrite<?> write, boolean oneFailed, Exception because) {
    if (oneFailed) {
      write.mustRunAlone();
    } else {
      write.failed(because);
    }
  }

  /// After some failures, a full disk for one, SQLite has rolled back by itself.
  private void undo(Exception because) {
    try {
      writer.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
