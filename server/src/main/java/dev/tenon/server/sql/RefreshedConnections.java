package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantTokens;
import java.sql.SQLException;
import java.util.Optional;

/// What new tokens do to their connection: it works.
///
/// Written before the grant, because rows are locked in that order, and undone with the transaction
/// where the grant has moved on.
final class RefreshedConnections {
  private RefreshedConnections() {}

  private static final String WORKS_STILL =
      """
      UPDATE connections
      SET status = 'active', scopes = ?, last_refreshed_at = ?, last_error_json = NULL
      WHERE workspace_id = ? AND id = ?
        AND status NOT IN ('failing', 'reauthorization_required', 'revoked')
      RETURNING oauth_client_id
      """;

  private static final String WORKS_AGAIN =
      """
      UPDATE connections
      SET status = 'active', scopes = ?, last_refreshed_at = ?, last_error_json = NULL
      WHERE workspace_id = ? AND id = ? AND status IN ('failing', 'reauthorization_required')
      RETURNING oauth_client_id
      """;

  /// Empty where the connection is gone or revoked. Two statements, because no statement that both
  /// databases know tells what the status was; nearly always the first one does.
  static Optional<Refreshed> write(
      Tx tx, WorkspaceId workspace, ConnectionId connection, GrantTokens tokens)
      throws SQLException {
    Optional<Refreshed> still = write(tx, WORKS_STILL, false, workspace, connection, tokens);
    return still.isPresent() ? still : write(tx, WORKS_AGAIN, true, workspace, connection, tokens);
  }

  private static Optional<Refreshed> write(
      Tx tx,
      String sql,
      boolean hadFailed,
      WorkspaceId workspace,
      ConnectionId connection,
      GrantTokens tokens)
      throws SQLException {
    return tx.one(
        row -> new Refreshed(new OAuthClientId(row.text("oauth_client_id")), hadFailed),
        sql,
        tokens.scope(),
        tokens.requestedAt(),
        workspace,
        connection);
  }

  /// A connection that works.
  ///
  /// @param hadFailed whether it did not until now
  record Refreshed(OAuthClientId client, boolean hadFailed) {}
}
