package dev.tenon.bench.chaos;

import java.sql.Connection;
import java.sql.SQLException;

/// The nodes' database, looked at and held up from outside.
interface Rows {
  /// A connection of the run's own; the caller closes it.
  Connection connect() throws SQLException;

  /// Keeps everybody from writing the grant of `connection` until the answer is closed.
  Connection held(String connection) throws SQLException;

  /// Whether [#held] keeps everybody from writing any grant.
  boolean holdsAll();

  /// What makes the database note every change of every grant in `chaos_changes`.
  String note();
}
