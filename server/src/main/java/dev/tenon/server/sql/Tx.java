package dev.tenon.server.sql;

import dev.tenon.server.sql.Row.Reader;
import dev.tenon.workspace.Change;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements on one connection, within one transaction. For one thread.
final class Tx {
  private final StatementSource statements;
  private final Dialect dialect;
  private final List<Change> changes = new ArrayList<>();
  private boolean undone;
  private boolean takesAway;

  Tx(StatementSource statements, Dialect dialect) {
    this.statements = statements;
    this.dialect = dialect;
  }

  /// Runs a statement that writes; how many rows it wrote.
  int update(String sql, Object... parameters) throws SQLException {
    return run(sql, parameters, PreparedStatement::executeUpdate);
  }

  /// Runs a statement that writes one row with each of several sets of parameters, sent together;
  /// returns how many rows were written.
  int batch(String sql, List<List<Object>> parameters) throws SQLException {
    if (parameters.isEmpty()) {
      return 0;
    }
    return run(
        sql,
        statement -> {
          for (List<Object> each : parameters) {
            Parameters.bind(statement, each.toArray());
            statement.addBatch();
          }
          int rows = 0;
          for (int count : statement.executeBatch()) {
            rows += count;
          }
          return rows;
        });
  }

  /// The row that a statement finds or returns, where there is one.
  <T> Optional<T> one(Reader<T> reader, String sql, Object... parameters) throws SQLException {
    List<T> rows = list(reader, sql, parameters);
    if (rows.size() > 1) {
      throw new IllegalStateException("several rows where one is possible: indicates a bug");
    }
    return rows.stream().findFirst();
  }

  /// The rows that a statement finds or returns, in its order.
  <T> List<T> list(Reader<T> reader, String sql, Object... parameters) throws SQLException {
    return run(sql, parameters, statement -> readAll(statement, reader));
  }

  /// Whether a statement finds or returns a row.
  boolean exists(String sql, Object... parameters) throws SQLException {
    return !list(_ -> true, sql, parameters).isEmpty();
  }

  /// What will be announced when the transaction is committed.
  void changed(Change change) {
    changes.add(change);
  }

  /// Something is taken away by this transaction: whoever runs it goes on when all nodes know.
  void takesAway() {
    takesAway = true;
  }

  boolean isTakingAway() {
    return takesAway && !undone;
  }

  List<Change> changes() {
    return changes;
  }

  /// Gives up what was written so far: nothing is changed by this transaction.
  void undo() {
    undone = true;
  }

  boolean isUndone() {
    return undone;
  }

  private <T> T run(String sql, Object[] parameters, Execution<T> execution) throws SQLException {
    return run(
        sql,
        statement -> {
          Parameters.bind(statement, parameters);
          return execution.of(statement);
        });
  }

  private <T> T run(String sql, Execution<T> execution) throws SQLException {
    PreparedStatement statement = statements.prepare(dialect.translate(sql));
    boolean whole = false;
    try {
      T result = execution.of(statement);
      whole = true;
      return result;
    } finally {
      if (whole) {
        statements.done(statement);
      } else {
        statements.failed(statement);
      }
    }
  }

  private static <T> List<T> readAll(PreparedStatement statement, Reader<T> reader)
      throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      Row row = new Row(result);
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    }
  }

  /// Where statements come from: prepared anew, or kept with their connection.
  interface StatementSource {
    PreparedStatement prepare(String sql) throws SQLException;

    /// The statement did its work.
    void done(PreparedStatement statement) throws SQLException;

    /// The statement failed, or what it brought could not be read. Throws nothing, so that the
    /// failure itself is told.
    void failed(PreparedStatement statement);
  }

  private interface Execution<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /// What runs in a transaction; may run again where the database asks for it.
  @FunctionalInterface
  interface Work<T> {
    T run(Tx tx) throws SQLException;
  }
}
