package dev.tenon.server.sql;

import dev.tenon.server.sql.Tx.Work;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/// One SQLite file: one connection that writes, a few that read beside it.
///
/// Writes that wait for each other are committed together, because what costs is that the disk has
/// the commit. Where one of them gives up what it wrote, or fails, all are undone and run again,
/// each by itself.
final class SqliteTransactions implements Transactions {
  private static final int READERS = 4;
  private static final long PATIENCE_SECONDS = 10;

  private final SqliteFile file;
  private final Clock machine;
  private final WriteQueue writes = new WriteQueue(this::inOneTransaction);
  private final SqliteConnection writer;
  private final BlockingQueue<SqliteConnection> idleReaders = new LinkedBlockingQueue<>();
  private final List<SqliteConnection> readers = new ArrayList<>();
  private final LocalChanges changes = new LocalChanges();
  private final BudgetNews budgetNews = BudgetNews.alone();

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
    QueuedWrite<T> write = writes.run(work);
    return write.runsAlone() ? alone(work) : write.result();
  }

  /// Statements have no way to a server, and writes that wait are committed together anyway.
  @Override
  public <A, T> Bulk<A, T> bulk(Bulk.Work<A, T> work) {
    return _ -> Optional.empty();
  }

  @Override
  public <A, T> Bulk<A, T> bulkOnce(Bulk.Work<A, T> work) {
    return _ -> Optional.empty();
  }

  /// A file has no clock but the machine's.
  @Override
  public Clock clock() {
    return machine;
  }

  /// Each opens the file anew, and waits while somebody else writes.
  @Override
  public DataSource source() {
    SQLiteDataSource source = new SQLiteDataSource(SqliteConnection.config());
    source.setUrl(SqliteConnection.url(file.path()));
    return source;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public ChangeFeed changes() {
    return changes;
  }

  @Override
  public BudgetNews budgetNews() {
    return budgetNews;
  }

  /// Waits for the write under way, and closes.
  @Override
  public void close() {
    writes.takeTurn();
    try {
      readers.forEach(SqliteConnection::close);
      writer.close();
      file.close();
    } finally {
      writes.endTurn();
    }
  }

  private <T> T alone(Work<T> work) {
    QueuedWrite<T> write = new QueuedWrite<>(work, Thread.currentThread());
    writes.takeTurn();
    try {
      inOneTransaction(List.of(write));
    } finally {
      writes.endTurn();
    }
    return write.result();
  }

  private void inOneTransaction(List<QueuedWrite<?>> all) {
    new WriteBatch(writer, changes, all).run();
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
