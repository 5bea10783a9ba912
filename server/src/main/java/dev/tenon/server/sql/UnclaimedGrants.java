package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connect.UnclaimedGrant;
import dev.tenon.connect.UnclaimedGrantId;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The grants that nobody has claimed in SQL.
final class UnclaimedGrants {
  private final Transactions transactions;

  UnclaimedGrants(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String KEEP =
      """
      INSERT INTO unclaimed_grants (workspace_id, id, oauth_client_id, handle, access_token,
        token_type, scope, expires_at, received_at, refresh_token, refresh_verifier,
        refresh_issued_at, refresh_expires_at, account_json, values_json, created_at, over_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  boolean keep(Tx tx, UnclaimedGrant grant) throws SQLException {
    return tx.update(
            KEEP,
            grant.workspace(),
            grant.id(),
            grant.client(),
            grant.handle(),
            TokenColumns.values(grant.tokens()),
            ConnectionRows.account(grant.account()),
            Json.object(grant.values()),
            grant.createdAt(),
            grant.expiresAt())
        == 1;
  }

  private static final String FIND =
      """
      SELECT workspace_id, id, oauth_client_id, handle, access_token, token_type, scope, expires_at,
        received_at, refresh_token, refresh_verifier, refresh_issued_at, refresh_expires_at,
        account_json, values_json, created_at, over_at
      FROM unclaimed_grants
      WHERE workspace_id = ? AND handle = ? AND over_at > ?
      """;

  Optional<UnclaimedGrant> find(WorkspaceId workspace, Fingerprint handle, Instant now) {
    return transactions.read(tx -> tx.one(UnclaimedGrants::read, FIND, workspace, handle, now));
  }

  private static final String TAKE =
      """
      DELETE FROM unclaimed_grants WHERE workspace_id = ? AND id = ?
      """;

  /// Removes it; false when it is gone already.
  static boolean take(Tx tx, WorkspaceId workspace, String id) throws SQLException {
    return tx.update(TAKE, workspace, id) == 1;
  }

  private static final String REMOVE_EXPIRED =
      """
      DELETE FROM unclaimed_grants WHERE over_at <= ?
      """;

  int removeExpired(Instant now) {
    return transactions.once(tx -> tx.update(REMOVE_EXPIRED, now));
  }

  private static UnclaimedGrant read(Row row) throws SQLException {
    return new UnclaimedGrant(
        new UnclaimedGrantId(row.text("id")),
        row.workspace(),
        new OAuthClientId(row.text("oauth_client_id")),
        row.fingerprint("handle"),
        TokenColumns.read(row),
        ConnectionRows.readAccount(row.text("account_json")),
        Json.readObject(row.text("values_json")),
        row.instant("created_at"),
        row.instant("over_at"));
  }
}
