package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.Grant;
import dev.tenon.connection.Owner;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The statements that make and end connections, each within a transaction of [SqlConnectionStore].
final class ConnectionWrites {
  private ConnectionWrites() {}

  private static final String TAKE_PENDING =
      """
      DELETE FROM pending_grants WHERE workspace_id = ? AND id = ?
      """;

  /// Anything but connected leaves it to the caller to undo what was written so far.
  static ConnectResult connect(Tx tx, Connection connection, Grant grant, Optional<String> pending)
      throws SQLException {
    WorkspaceId workspace = connection.workspace();
    if (pending.isPresent() && !take(tx, workspace, pending.get())) {
      return ConnectResult.PENDING_GONE;
    }
    // The app before the client, as whoever renames an app does: neither waits for the other.
    if (connection.owner() instanceof Owner.App(AppName app)
        && !SqlAppStore.keep(tx, workspace, app)) {
      return ConnectResult.MOVED;
    }
    if (!SqlOAuthClientStore.keep(tx, workspace, connection.oauthClient())) {
      return ConnectResult.MOVED;
    }
    if (connection.owner() instanceof Owner.User(UserId user)) {
      SqlUserStore.keep(tx, workspace, user, connection.createdAt());
    }
    boolean connected =
        (reconnect(tx, connection, grant) || insert(tx, connection, grant))
            && (grant.version() == 1
                ? insert(tx, grant, connection.oauthClient())
                : replace(tx, grant, connection.oauthClient()));
    return connected ? ConnectResult.CONNECTED : ConnectResult.MOVED;
  }

  /// Ids say by how they begin in which of the two tables they are.
  private static boolean take(Tx tx, WorkspaceId workspace, String id) throws SQLException {
    return id.startsWith("ucl_")
        ? UnclaimedGrants.take(tx, workspace, id)
        : tx.update(TAKE_PENDING, workspace, id) == 1;
  }

  private static final String RECONNECT =
      """
      UPDATE connections
      SET status = ?, account_json = ?, scopes = ?, values_json = ?, last_refreshed_at = ?,
        last_error_json = NULL
      WHERE workspace_id = ? AND id = ? AND oauth_client_id = ? AND owner_kind = ? AND owner = ?
        AND status <> 'revoked'
      """;

  private static boolean reconnect(Tx tx, Connection connection, Grant grant) throws SQLException {
    boolean reconnected =
        tx.update(
                RECONNECT,
                connection.status().apiName(),
                ConnectionRows.account(connection.account()),
                connection.scopes(),
                Json.object(connection.values()),
                grant.tokens().requestedAt(),
                connection.workspace(),
                connection.id(),
                connection.oauthClient(),
                ConnectionRows.kind(connection.owner()),
                ConnectionRows.name(connection.owner()))
            == 1;
    if (reconnected) {
      WordRows.change(tx, connection);
    }
    return reconnected;
  }

  private static final String INSERT =
      """
      INSERT INTO connections (workspace_id, id, oauth_client_id, owner_kind, owner, status,
        account_json, scopes, organizations_json, values_json, created_at, last_refreshed_at,
        words)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /// Inserts a connection without a grant; false when its id is taken, or its owner has another
  /// through the same client.
  static boolean insert(Tx tx, Connection connection) throws SQLException {
    return insert(tx, connection, connection.lastRefreshedAt());
  }

  private static boolean insert(Tx tx, Connection connection, Grant grant) throws SQLException {
    return insert(tx, connection, Optional.of(grant.tokens().requestedAt()));
  }

  private static boolean insert(Tx tx, Connection connection, Optional<Instant> refreshedAt)
      throws SQLException {
    boolean inserted =
        tx.update(
                INSERT,
                connection.workspace(),
                connection.id(),
                connection.oauthClient(),
                ConnectionRows.kind(connection.owner()),
                ConnectionRows.name(connection.owner()),
                connection.status().apiName(),
                ConnectionRows.account(connection.account()),
                connection.scopes(),
                ConnectionRows.organizations(connection.organizations()),
                Json.object(connection.values()),
                connection.createdAt(),
                refreshedAt,
                WordRows.line(connection))
            == 1;
    if (inserted) {
      WordRows.add(tx, connection);
    }
    return inserted;
  }

  private static final String INSERT_GRANT =
      """
      INSERT INTO grants (workspace_id, connection_id, version, access_token, token_type, scope,
        expires_at, received_at, refresh_token, refresh_verifier, refresh_issued_at,
        refresh_expires_at, consented_at, next_refresh_at, failures, oauth_client_id, ended, fence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
      ON CONFLICT DO NOTHING
      """;

  private static boolean insert(Tx tx, Grant grant, OAuthClientId client) throws SQLException {
    return tx.update(
            INSERT_GRANT,
            grant.workspace(),
            grant.connection(),
            grant.version(),
            TokenColumns.values(grant.tokens()),
            grant.consentedAt(),
            grant.nextRefreshAt(),
            grant.failures(),
            client)
        == 1;
  }

  private static final String REPLACE_GRANT =
      """
      UPDATE grants
      SET version = ?, access_token = ?, token_type = ?, scope = ?, expires_at = ?,
        received_at = ?, refresh_token = ?, refresh_verifier = ?, refresh_issued_at = ?,
        refresh_expires_at = ?, consented_at = ?, next_refresh_at = ?, failures = ?,
        oauth_client_id = ?, ended = 0,
        fence = fence + 1, lease_owner = NULL, lease_until = NULL, attempt_id = NULL,
        attempt_token = NULL, attempt_started_at = NULL, replaced_id = NULL,
        replaced_token = NULL, replaced_started_at = NULL
      WHERE workspace_id = ? AND connection_id = ? AND version = ?
      """;

  private static boolean replace(Tx tx, Grant grant, OAuthClientId client) throws SQLException {
    return tx.update(
            REPLACE_GRANT,
            grant.version(),
            TokenColumns.values(grant.tokens()),
            grant.consentedAt(),
            grant.nextRefreshAt(),
            grant.failures(),
            client,
            grant.workspace(),
            grant.connection(),
            grant.version() - 1)
        == 1;
  }

  private static final String REVOKE =
      """
      UPDATE connections SET status = 'revoked', revoked_at = ?, revoked_reason = ?
      WHERE workspace_id = ? AND id = ? AND status <> 'revoked'
      """;

  private static final String END_GRANT =
      """
      UPDATE grants
      SET ended = 2, fence = fence + 1, lease_owner = NULL, lease_until = NULL,
        next_refresh_at = NULL
      WHERE workspace_id = ? AND connection_id = ?
      """;

  static boolean revoke(Tx tx, WorkspaceId workspace, ConnectionId id, String reason, Instant at)
      throws SQLException {
    boolean revoked = tx.update(REVOKE, at, reason, workspace, id) == 1;
    if (revoked) {
      tx.update(END_GRANT, workspace, id);
      SqlSyncStore.endAll(tx, workspace, id);
    }
    return revoked;
  }

  private static final String LOCK_REVOKED =
      """
      SELECT 1 FROM connections
      WHERE workspace_id = ? AND id = ? AND status = 'revoked'
      {for update}
      """;

  private static final String FORGET_TOKENS =
      """
      DELETE FROM grants WHERE workspace_id = ? AND connection_id = ?
      """;

  static boolean forgetTokens(Tx tx, WorkspaceId workspace, ConnectionId id) throws SQLException {
    return tx.exists(LOCK_REVOKED, workspace, id) && tx.update(FORGET_TOKENS, workspace, id) == 1;
  }
}
