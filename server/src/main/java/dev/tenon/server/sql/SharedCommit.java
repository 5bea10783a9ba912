package dev.tenon.server.sql;

import dev.tenon.workspace.Change;
import dev.tenon.workspace.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A bulk work in one transaction of PostgreSQL.
///
/// A transaction that announces a change has the whole server's queue of announcements to itself
/// until its commit is on the disk, so such commits come one after the other, over all nodes, and
/// each waits for the disk. One transaction for all who wait makes that one wait.
///
/// Where it fails, everything is undone and each runs again alone. Only where the commit itself
/// fails does nobody know, and all are told so.
final class SharedCommit<A, T> {
  private final PostgresChanges feed;
  private final Bulk.Work<A, T> work;
  private final List<BulkPart<A, T>> parts;
  private boolean ending;

  SharedCommit(PostgresChanges feed, Bulk.Work<A, T> work, List<BulkPart<A, T>> parts) {
    this.feed = feed;
    this.work = work;
    this.parts = parts;
  }

  /// Says of each part what came of it; throws nothing.
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
  void runOn(Connection connection, Tx tx) throws SQLException {
    List<Optional<T>> results;
    try {
      results = work.run(tx, BulkPart.asked(parts));
      feed.announce(tx, tx.changes());
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      parts.forEach(BulkPart::leftOut);
      return;
    }
    List<Change> changes = List.copyOf(tx.changes());
    ending = true;
    try {
      connection.commit();
    } finally {
      // Before anybody's write returns; also when nobody knows whether it was committed.
      feed.tellHere(changes);
    }
    BulkPart.tell(parts, results);
  }

  private void end(RuntimeException because) {
    for (BulkPart<A, T> part : parts) {
      if (part.hasEnded()) {
        continue;
      }
      if (ending) {
        part.failed(because);
      } else {
        part.leftOut();
      }
    }
  }
}
