package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClientId;
import java.sql.SQLException;
import java.util.Optional;

/// The names by which a workspace's settings say at which OAuth client its users and its members
/// sign in, within the transaction that renames that client.
final class SignInNames {
  private SignInNames() {}

  private static final String NAME =
      """
      SELECT name FROM oauth_clients WHERE workspace_id = ? AND id = ?
      """;

  /// The client's name as it is stored.
  static Optional<String> stored(Tx tx, WorkspaceId workspace, OAuthClientId client)
      throws SQLException {
    return tx.one(row -> row.text("name"), NAME, workspace, client);
  }

  private static final String USERS =
      """
      UPDATE workspaces SET sign_in_client = ? WHERE workspace_id = ? AND sign_in_client = ?
      """;

  private static final String MEMBERS =
      """
      UPDATE member_providers SET oauth_client = ? WHERE workspace_id = ? AND oauth_client = ?
      """;

  /// Has both follow the client to its new name.
  static void follow(Tx tx, WorkspaceId workspace, String before, IntegrationName after)
      throws SQLException {
    if (!before.equals(after.value())) {
      tx.update(USERS, after, workspace, before);
      tx.update(MEMBERS, after, workspace, before);
    }
  }
}
