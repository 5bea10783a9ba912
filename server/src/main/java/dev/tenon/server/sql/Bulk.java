package dev.tenon.server.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Does for many who ask at once, each for rows of its own, what one statement can do for all of
/// them. Nobody waits for company. Safe for use by any thread.
interface Bulk<A, T> {
  /// What came of `asked`; empty where it was left out, and nothing of it was done: whoever asked
  /// does it by itself. A database that gains nothing leaves everybody out.
  Optional<T> run(A asked);

  /// Statements that do it for all of several.
  @FunctionalInterface
  interface Work<A, T> {
    /// What came of each of `asked`, in that order; empty where it is left out.
    List<Optional<T>> run(Tx tx, List<A> asked) throws SQLException;
  }
}
