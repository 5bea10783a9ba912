package dev.tenon.server.sql;

import java.sql.SQLException;

/// A row with the same key exists; the transaction was undone. Stores turn it into a result of
/// their port.
final class DuplicateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DuplicateException(SQLException cause) {
    super("a row with the same key exists", cause);
  }
}
