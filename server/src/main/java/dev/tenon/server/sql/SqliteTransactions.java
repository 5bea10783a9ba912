package dev.tenon.server.sql;

import dev.tenon.server.sql.Tx.Work;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// One SQLite file: one connection that writes, a few that read beside it.
///
/// All writes pass through [#write] and [#once], one at a time, each with its own commit. Group
/// commit would take the works that wait for the lock together, run each between savepoints, and
/// commit once; nothing outside this class would change.
final class SqliteTransactions implements Transactions {
  private static final int READERS = 4;
  private static final long PATIENCE_SECONDS = 10;

  private final SqliteFile file;
  private final Clock machine;
  private final ReentrantLock writing = new ReentrantLock();
  private final SqliteConnection writer;
  private final BlockingQueue<SqliteConnection> idleReaders = new LinkedBlockingQueue<>();
  private final List<SqliteConnection> readers = new ArrayList<>();
  private final LocalChanges changes = new LocalChanges();

  SqliteTransactions(SqliteFile file, Clock machine) throws SQLException {
    this.file = file;
    this.machine = machine;
    this.writer = SqliteConnection.writer(file.path());
    for (int i = 0; i < READERS; i++) {
      readers.add(SqliteConnection.reader(file.path()));
    }
    idleReaders.addAll(readers);
  }

  @Override
  public <T> T read(Work<T> work) {
    SqliteConnection reader = take();
    try {
      return work.run(reader.tx());
    } catch (SQLException e) {
      throw Transactions.translated(Dialect.SQLITE, e);
    } finally {
      idleReaders.add(reader);
    }
  }

  @Override
  public <T> T once(Work<T> work) {
    return write(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    Tx tx = writer.tx();
    lock();
    T result;
    try {
      result = runAndEnd(tx, work);
    } catch (SQLException e) {
      throw Transactions.translated(Dialect.SQLITE, e);
    } finally {
      writing.unlock();
    }
    if (!tx.isUndone()) {
      changes.tell(tx.changes());
    }
    return result;
  }

  /// A file has no clock but the machine's.
  @Override
  public Clock clock() {
    return machine;
  }

  @Override
  public ChangeFeed changes() {
    return changes;
  }

  /// Waits for the write under way, and closes.
  @Override
  public void close() {
    writing.lock();
    try {
      readers.forEach(SqliteConnection::close);
      writer.close();
      file.close();
    } finally {
      writing.unlock();
    }
  }

  private <T> T runAndEnd(Tx tx, Work<T> work) throws SQLException {
    writer.begin();
    try {
      T result = work.run(tx);
      if (tx.isUndone()) {
        writer.rollback();
      } else {
        writer.commit();
      }
      return result;
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  /// After some failures, a full disk for one, SQLite has rolled back by itself.
  private void rollback(Exception because) {
    try {
      writer.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private void lock() {
    try {
      if (!writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw busy("another write did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted before a write", e);
    }
  }

  private SqliteConnection take() {
    try {
      SqliteConnection reader = idleReaders.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (reader == null) {
        throw busy("no connection for a read came free");
      }
      return reader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted before a read", e);
    }
  }

  private static StoreUnavailableException busy(String what) {
    return new StoreUnavailableException(
        "the database is busy: " + what + " in " + PATIENCE_SECONDS + " s",
        new TimeoutException(what));
  }
}
