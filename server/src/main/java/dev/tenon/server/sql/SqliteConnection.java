package dev.tenon.server.sql;

import dev.tenon.server.sql.Tx.StatementSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// A connection to a SQLite file that keeps its prepared statements. For one thread at a time.
final class SqliteConnection implements StatementSource {
  private static final int BUSY_MILLIS = 5_000;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private SqliteConnection(Connection connection) {
    this.connection = connection;
  }

  /// The one that writes, between [#begin] and [#commit] or [#rollback].
  static SqliteConnection writer(Path file) throws SQLException {
    return new SqliteConnection(connect(file, config()));
  }

  /// One that only reads, each statement by itself.
  static SqliteConnection reader(Path file) throws SQLException {
    SqliteConnection reader = new SqliteConnection(connect(file, config()));
    reader.execute("PRAGMA query_only = 1");
    return reader;
  }

  /// How every connection of the hub to the file is set up: nothing that was committed is lost with
  /// the power.
  static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPragma(Pragma.TEMP_STORE, "memory");
    return config;
  }

  static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }

  private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
    return config.createConnection(url(file));
  }

  Tx tx() {
    return new Tx(this, Dialect.SQLITE);
  }

  /// Begins a transaction that means to write: it cannot fail later because another began first.
  void begin() throws SQLException {
    execute("BEGIN IMMEDIATE");
  }

  void commit() throws SQLException {
    execute("COMMIT");
  }

  void rollback() throws SQLException {
    execute("ROLLBACK");
  }

  @Override
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    prepared.put(sql, statement);
    return statement;
  }

  @Override
  public void done(PreparedStatement statement) throws SQLException {
    // Nothing of one caller, tokens least of all, stays bound until the next.
    statement.clearParameters();
  }

  /// The driver closes a statement that failed, so it is not kept.
  @Override
  public void failed(PreparedStatement statement) {
    prepared.values().remove(statement);
    try {
      statement.close();
    } catch (SQLException _) {
      // It is closed already.
    }
  }

  void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Transactions.translated(Dialect.SQLITE, e);
    }
  }

  private void execute(String sql) throws SQLException {
    PreparedStatement statement = prepare(sql);
    try {
      statement.execute();
    } catch (SQLException e) {
      failed(statement);
      throw e;
    }
  }
}
