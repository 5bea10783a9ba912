package dev.tenon.bench;

import dev.tenon.bench.Million.Table;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Writes many rows at once: by COPY into PostgreSQL, by batches into SQLite. Foreign keys are not
/// checked; whoever uses it keeps them.
abstract class TableWriter implements AutoCloseable {
  private final Connection connection;

  private TableWriter(Connection connection) {
    this.connection = connection;
  }

  static TableWriter open(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    return url.startsWith("jdbc:postgresql:") ? new Copy(connection) : new Batch(connection);
  }

  abstract void write(Table table, List<Object[]> rows) throws SQLException;

  /// Lets the database know what it holds now.
  final void analyze() throws SQLException {
    execute("ANALYZE");
  }

  final void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public final void close() throws SQLException {
    connection.close();
  }

  private static String columns(Table table) {
    return table.name() + " (" + String.join(", ", table.columns()) + ")";
  }

  private static final class Copy extends TableWriter {
    private final CopyManager copy;

    Copy(Connection connection) throws SQLException {
      super(connection);
      copy = connection.unwrap(PGConnection.class).getCopyAPI();
      execute("SET session_replication_role = replica");
    }

    @Override
    void write(Table table, List<Object[]> rows) throws SQLException {
      StringBuilder text = new StringBuilder();
      for (Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          text.append(i == 0 ? "" : "\t").append(text(row[i]));
        }
        text.append('\n');
      }
      try {
        copy.copyIn("COPY " + columns(table) + " FROM STDIN", new StringReader(text.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String text(Object value) {
      return value instanceof byte[] bytes
          ? "\\\\x" + HexFormat.of().formatHex(bytes)
          : value.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }
  }

  private static final class Batch extends TableWriter {
    private final Connection connection;

    Batch(Connection connection) throws SQLException {
      super(connection);
      this.connection = connection;
      execute("PRAGMA synchronous = OFF");
      execute("PRAGMA foreign_keys = OFF");
      connection.setAutoCommit(false);
    }

    @Override
    void write(Table table, List<Object[]> rows) throws SQLException {
      String marks = table.columns().stream().map(_ -> "?").collect(Collectors.joining(", "));
      String sql = "INSERT INTO " + columns(table) + " VALUES (" + marks + ")";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (Object[] row : rows) {
          for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i]);
          }
          statement.addBatch();
        }
        statement.executeBatch();
      }
      connection.commit();
    }
  }
}
