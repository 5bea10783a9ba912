package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connect.PendingGrantId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The grants that wait for confirmation in SQL.
final class PendingGrants {
  private final Transactions transactions;

  PendingGrants(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String HOLD =
      """
      INSERT INTO pending_grants (workspace_id, id, link_id, connection_id, code, access_token,
        token_type, scope, expires_at, received_at, refresh_token, refresh_verifier,
        refresh_issued_at, refresh_expires_at, account_json, values_json, created_at, over_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, connection_id)
      DO UPDATE SET id = excluded.id, link_id = excluded.link_id, code = excluded.code,
        access_token = excluded.access_token, token_type = excluded.token_type,
        scope = excluded.scope, expires_at = excluded.expires_at,
        received_at = excluded.received_at, refresh_token = excluded.refresh_token,
        refresh_verifier = excluded.refresh_verifier,
        refresh_issued_at = excluded.refresh_issued_at,
        refresh_expires_at = excluded.refresh_expires_at, account_json = excluded.account_json,
        values_json = excluded.values_json, created_at = excluded.created_at,
        over_at = excluded.over_at
      """;

  boolean hold(Tx tx, PendingGrant grant) throws SQLException {
    return tx.update(
            HOLD,
            grant.workspace(),
            grant.id(),
            grant.link(),
            grant.connection(),
            grant.code(),
            TokenColumns.values(grant.tokens()),
            ConnectionRows.account(grant.account()),
            Json.object(grant.values()),
            grant.createdAt(),
            grant.expiresAt())
        == 1;
  }

  private static final String FIND =
      """
      SELECT workspace_id, id, link_id, connection_id, code, access_token, token_type, scope,
        expires_at, received_at, refresh_token, refresh_verifier, refresh_issued_at,
        refresh_expires_at, account_json, values_json, created_at, over_at
      FROM pending_grants
      WHERE workspace_id = ? AND link_id = ? AND code = ? AND over_at > ?
      """;

  Optional<PendingGrant> find(
      WorkspaceId workspace, ConnectLinkId link, Fingerprint code, Instant now) {
    return transactions.read(tx -> tx.one(PendingGrants::read, FIND, workspace, link, code, now));
  }

  private static final String TAKE_EXPIRED =
      """
      DELETE FROM pending_grants
      WHERE (workspace_id, id) IN (
        SELECT workspace_id, id FROM pending_grants WHERE over_at <= ? ORDER BY over_at LIMIT ?)
      RETURNING workspace_id, id, link_id, connection_id, code, access_token, token_type, scope,
        expires_at, received_at, refresh_token, refresh_verifier, refresh_issued_at,
        refresh_expires_at, account_json, values_json, created_at, over_at
      """;

  List<PendingGrant> takeExpired(Instant now, int limit) {
    return transactions.once(tx -> tx.list(PendingGrants::read, TAKE_EXPIRED, now, limit));
  }

  private static PendingGrant read(Row row) throws SQLException {
    return new PendingGrant(
        new PendingGrantId(row.text("id")),
        row.workspace(),
        new ConnectLinkId(row.text("link_id")),
        new ConnectionId(row.text("connection_id")),
        row.fingerprint("code"),
        TokenColumns.read(row),
        ConnectionRows.readAccount(row.text("account_json")),
        Json.readObject(row.text("values_json")),
        row.instant("created_at"),
        row.instant("over_at"));
  }
}
