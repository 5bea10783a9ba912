package dev.tenon.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.server.sql.Tx.StatementSource;
import dev.tenon.server.sql.Tx.Work;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// A PostgreSQL database: pooled connections, row locks, and changes announced to every node within
/// the transaction that made them.
final class PostgresTransactions implements Transactions {
  private static final int TRIES = 4;

  private static final long PATIENCE_SECONDS = 5;

  private final HikariDataSource pool;
  private final PostgresChanges changes;
  private final ChangeFeed feed;
  // The pool gives a connection to whoever comes when one is free, so that under load somebody
  // waits for ever; who is longest here is next.
  private final Semaphore turns;
  private final List<BulkQueue<?, ?>> bulks = new CopyOnWriteArrayList<>();

  PostgresTransactions(HikariDataSource pool, PostgresChanges changes) {
    this.pool = pool;
    this.changes = changes;
    this.feed = new Feed(changes, this);
    this.turns = new Semaphore(pool.getMaximumPoolSize(), true);
  }

  @Override
  public <T> T read(Work<T> work) {
    try {
      return once(work);
    } catch (StoreUnavailableException _) {
      // A pooled connection may have died since it was last used; reading again changes nothing.
      return once(work);
    }
  }

  @Override
  public <T> T once(Work<T> work) {
    awaitTurn();
    try (Connection connection = pool.getConnection()) {
      return work.run(tx(connection));
    } catch (SQLException e) {
      throw Transactions.translated(Dialect.POSTGRES, e);
    } finally {
      turns.release();
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    Written<T> written = written(work);
    if (written.takesAway()) {
      changes.awaitHeard(this);
    }
    return written.result();
  }

  @Override
  public <A, T> Bulk<A, T> bulk(Bulk.Work<A, T> work) {
    return begun(new BulkQueue<>(parts -> new SharedCommit<>(changes, work, parts).run(this)));
  }

  @Override
  public <A, T> Bulk<A, T> bulkOnce(Bulk.Work<A, T> work) {
    return begun(new BulkQueue<>(parts -> once(work, parts)));
  }

  private <A, T> Bulk<A, T> begun(BulkQueue<A, T> queue) {
    bulks.add(queue);
    return queue;
  }

  private <A, T> void once(Bulk.Work<A, T> work, List<BulkPart<A, T>> parts) {
    try {
      BulkPart.tell(parts, once(tx -> work.run(tx, BulkPart.asked(parts))));
    } catch (RuntimeException e) {
      parts.forEach(part -> part.failed(e));
    }
  }

  /// Takes a connection in turn. For work whose failures are its own affair.
  void onConnection(SharedCommit<?, ?> commit) throws SQLException {
    awaitTurn();
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      commit.runOn(connection, tx(connection));
    } finally {
      turns.release();
    }
  }

  private <T> Written<T> written(Work<T> work) {
    for (int left = TRIES - 1; ; left--) {
      awaitTurn();
      try {
        return tryWrite(work);
      } catch (SQLException e) {
        if (left == 0 || !Dialect.POSTGRES.isCollision(e)) {
          throw Transactions.translated(Dialect.POSTGRES, e);
        }
      } finally {
        turns.release();
      }
    }
  }

  @Override
  public Clock clock() {
    return changes.clock();
  }

  @Override
  public DataSource source() {
    return pool;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public ChangeFeed changes() {
    return feed;
  }

  @Override
  public BudgetNews budgetNews() {
    return changes.budgetNews();
  }

  @Override
  public void close() {
    bulks.forEach(BulkQueue::close);
    changes.close();
    pool.close();
  }

  private <T> Written<T> tryWrite(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      Tx tx = tx(connection);
      T result;
      try {
        result = work.run(tx);
        if (!tx.isUndone()) {
          changes.announce(tx, tx.changes());
        }
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
      if (tx.isUndone()) {
        connection.rollback();
        return new Written<>(result, false);
      }
      try {
        connection.commit();
      } finally {
        // Also when nobody knows whether it was committed: to forget too much does no harm.
        changes.tellHere(List.copyOf(tx.changes()));
      }
      return new Written<>(result, tx.isTakingAway());
    }
  }

  private void awaitTurn() {
    try {
      if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        String what = "no connection came free in " + PATIENCE_SECONDS + " s";
        throw new StoreUnavailableException(
            "the database is busy: " + what, new TimeoutException(what));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted before a statement", e);
    }
  }

  /// What is announced here, with the statements that waiting for other nodes takes.
  private record Feed(PostgresChanges changes, Transactions transactions) implements ChangeFeed {
    @Override
    public void listen(Consumer<Change> listener) {
      changes.listen(listener);
    }

    @Override
    public boolean isCurrent() {
      return changes.isCurrent();
    }

    @Override
    public void awaitHeard() {
      changes.awaitHeard(transactions);
    }
  }

  private static void rollback(Connection connection, Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  static Tx tx(Connection connection) {
    return new Tx(new Prepared(connection), Dialect.POSTGRES);
  }

  private record Written<T>(T result, boolean takesAway) {}

  /// The driver keeps prepared statements by itself.
  private record Prepared(Connection connection) implements StatementSource {
    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
      return connection.prepareStatement(sql);
    }

    @Override
    public void done(PreparedStatement statement) throws SQLException {
      statement.close();
    }

    @Override
    public void failed(PreparedStatement statement) {
      try {
        statement.close();
      } catch (SQLException _) {
        // The failure itself is what counts.
      }
    }
  }
}
