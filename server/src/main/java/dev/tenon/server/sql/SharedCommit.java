package dev.tenon.server.sql;

import dev.tenon.workspace.Change;
import dev.tenon.workspace.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Writes of several in one transaction of PostgreSQL: all of them, or each by itself.
///
/// A transaction that announces a change has the whole server's queue of announcements to itself
/// until its commit is on the disk, so such commits come one after the other, over all nodes, and
/// each waits for the disk. One transaction for all who wait makes that one wait.
///
/// Where one gives up what it wrote, fails, or finds a row taken, everything is undone and each
/// runs again alone. Only where the commit itself fails does nobody know, and all are told so.
final class SharedCommit {
  private static final String HURRY = "SET LOCAL lock_timeout = '250ms'";

  private final PostgresChanges feed;
  private final List<QueuedWrite<?>> writes;
  private boolean ending;

  SharedCommit(PostgresChanges feed, List<QueuedWrite<?>> writes) {
    this.feed = feed;
    this.writes = writes;
  }

  /// Says of each write what came of it; throws nothing.
  void run(PostgresTransactions transactions) {
    try {
      transactions.onConnection(this);
    } catch (SQLException e) {
      end(Transactions.translated(Dialect.POSTGRES, e));
    } catch (StoreUnavailableException e) {
      end(e);
    }
  }

  /// On a connection that commits only when told.
  void runOn(Connection connection, Tx hurry) throws SQLException {
    List<Change> changes = new ArrayList<>();
    try {
      hurry.update(HURRY);
      for (QueuedWrite<?> write : writes) {
        Tx tx = PostgresTransactions.tx(connection);
        if (!write.runIn(tx)) {
          connection.rollback();
          writes.forEach(QueuedWrite::mustRunAlone);
          return;
        }
        changes.addAll(tx.changes());
      }
      feed.announce(hurry, changes);
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      writes.forEach(QueuedWrite::mustRunAlone);
      return;
    }
    ending = true;
    try {
      connection.commit();
    } finally {
      // Before anybody's write returns; also when nobody knows whether it was committed.
      feed.tellHere(changes);
    }
    writes.forEach(QueuedWrite::succeeded);
  }

  private void end(RuntimeException because) {
    for (QueuedWrite<?> write : writes) {
      if (write.hasEnded()) {
        continue;
      }
      if (ending) {
        write.failed(because);
      } else {
        write.mustRunAlone();
      }
    }
  }
}
