package dev.tenon.server.sql;

import dev.tenon.client.ClientSecret;
import dev.tenon.client.OAuthClient;
import java.sql.SQLException;

/// The rows of an OAuth client's secrets. What an admin has been told about a secret stays with its
/// row, so a secret that stays keeps its row.
final class ClientSecretRows {
  private ClientSecretRows() {}

  // No two have one position, not even for a moment.
  private static final String MOVE_AWAY =
      """
      UPDATE oauth_client_secrets
      SET position = -1 - position
      WHERE workspace_id = ? AND oauth_client_id = ?
      """;

  private static final String WRITE =
      """
      INSERT INTO oauth_client_secrets (workspace_id, id, oauth_client_id, position, sealed,
        last_four, fingerprint, expires_at, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, id) DO UPDATE
      SET position = excluded.position, expires_at = excluded.expires_at,
        told_days = CASE
          WHEN oauth_client_secrets.expires_at = excluded.expires_at
          THEN oauth_client_secrets.told_days END
      """;

  private static final String DELETE_REST =
      """
      DELETE FROM oauth_client_secrets
      WHERE workspace_id = ? AND oauth_client_id = ? AND position < 0
      """;

  /// Makes the stored secrets those of `client`, in its order. The transaction holds the client's
  /// row.
  static void write(Tx tx, OAuthClient client) throws SQLException {
    tx.update(MOVE_AWAY, client.workspace(), client.id());
    int position = 0;
    for (ClientSecret secret : client.secrets()) {
      tx.update(
          WRITE,
          client.workspace(),
          secret.id(),
          client.id(),
          position++,
          secret.sealed(),
          secret.lastFour(),
          secret.fingerprint(),
          secret.expiresAt(),
          secret.createdAt());
    }
    tx.update(DELETE_REST, client.workspace(), client.id());
  }
}
