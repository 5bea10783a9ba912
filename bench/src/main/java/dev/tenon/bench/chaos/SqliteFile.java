package dev.tenon.bench.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// The file of a node on SQLite, which another process may open beside the node. Holding one row
/// holds them all.
record SqliteFile(Path file) implements Rows {
  private static final String NOTE =
      """
      CREATE TABLE chaos_changes (
        number INTEGER PRIMARY KEY, at INTEGER NOT NULL, connection_id TEXT NOT NULL,
        version INTEGER NOT NULL, owner TEXT, attempt TEXT, expires_at INTEGER,
        ended INTEGER NOT NULL);
      CREATE TRIGGER chaos_inserted AFTER INSERT ON grants BEGIN
        INSERT INTO chaos_changes (at, connection_id, version, owner, attempt, expires_at, ended)
        VALUES (CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER), NEW.connection_id, NEW.version,
          NEW.lease_owner, NEW.attempt_id, NEW.expires_at, NEW.ended);
      END;
      CREATE TRIGGER chaos_updated AFTER UPDATE ON grants BEGIN
        INSERT INTO chaos_changes (at, connection_id, version, owner, attempt, expires_at, ended)
        VALUES (CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER), NEW.connection_id, NEW.version,
          NEW.lease_owner, NEW.attempt_id, NEW.expires_at, NEW.ended);
      END;
      """;

  @Override
  public Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute(connection, "PRAGMA busy_timeout = 10000");
    return connection;
  }

  @Override
  public Connection held(String connection) throws SQLException {
    Connection holding = connect();
    try {
      execute(holding, "BEGIN IMMEDIATE");
      return holding;
    } catch (SQLException e) {
      holding.close();
      throw e;
    }
  }

  @Override
  public boolean holdsAll() {
    return true;
  }

  @Override
  public String note() {
    return NOTE;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
