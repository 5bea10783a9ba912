package dev.tenon.server.sql;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import java.sql.SQLException;

/// How a row comes back as a grant.
final class GrantRows {
  static final String SELECT =
      """
      SELECT workspace_id, connection_id, version, access_token, token_type, scope, expires_at,
        received_at, refresh_token, refresh_verifier, refresh_issued_at, refresh_expires_at,
        consented_at, next_refresh_at, failures
      FROM grants
      """;

  private GrantRows() {}

  static Grant read(Row row) throws SQLException {
    return new Grant(
        new ConnectionId(row.text("connection_id")),
        row.workspace(),
        row.number("version"),
        TokenColumns.read(row),
        row.instant("consented_at"),
        row.optionalInstant("next_refresh_at"),
        row.count("failures"));
  }
}
