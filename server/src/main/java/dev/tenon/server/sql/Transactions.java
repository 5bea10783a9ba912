package dev.tenon.server.sql;

import dev.tenon.server.sql.Tx.Work;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;

/// The way to one database. Safe for use by any thread. Every method throws
/// [StoreUnavailableException] where the database is away or too slow, and [DuplicateException]
/// where a row with the same key exists.
interface Transactions extends AutoCloseable {
  /// Runs `work`, which reads by one statement.
  <T> T read(Work<T> work);

  /// Runs `work`, which writes by one statement and announces nothing.
  <T> T once(Work<T> work);

  /// Runs `work` as one transaction, committed when this returns, and announces its changes.
  <T> T write(Work<T> work);

  /// A way for short work that many do at once, each on rows that hardly anybody else wants: who
  /// waits while a transaction is under way is in the next one, whose changes are announced. It
  /// takes nothing away.
  <A, T> Bulk<A, T> bulk(Bulk.Work<A, T> work);

  /// As [#bulk], for work of one statement that announces nothing.
  <A, T> Bulk<A, T> bulkOnce(Bulk.Work<A, T> work);

  /// The time of the database; costs no statement.
  Clock clock();

  /// Connections for a library that has statements of its own.
  DataSource source();

  /// How this database is spoken to.
  Dialect dialect();

  /// Where changes are announced.
  ChangeFeed changes();

  /// Where providers' closings are told.
  BudgetNews budgetNews();

  @Override
  void close();

  /// What `e` is to callers of a store. Neither message nor cause tell a value.
  static RuntimeException translated(Dialect dialect, SQLException e) {
    if (dialect.isDuplicate(e)) {
      return new DuplicateException(e);
    }
    if (dialect.isBug(e)) {
      return new IllegalStateException(
          "a statement was refused (%s, %d), which indicates a bug"
              .formatted(e.getSQLState(), e.getErrorCode()),
          e);
    }
    return new StoreUnavailableException("the database does not answer", e);
  }
}
