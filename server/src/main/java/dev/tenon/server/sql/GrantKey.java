package dev.tenon.server.sql;

import java.sql.SQLException;

/// Of which connection a row of a bulk statement is.
record GrantKey(String workspace, String connection) {
  static GrantKey read(Row row) throws SQLException {
    return new GrantKey(row.text("workspace_id"), row.text("connection_id"));
  }
}
