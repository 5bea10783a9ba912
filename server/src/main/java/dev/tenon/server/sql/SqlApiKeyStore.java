package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.HashedApiKey;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeyStore;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.AuditEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The API keys in SQL.
final class SqlApiKeyStore implements ApiKeyStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlApiKeyStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String AUTHENTICATE =
      """
      SELECT workspace_id, id, app, name, hash, last_four, created_at, revoked_at
      FROM api_keys
      WHERE hash = ? AND revoked_at IS NULL
      """;

  @Override
  public Optional<StoredKey> authenticate(HashedApiKey hash) {
    return transactions.read(tx -> tx.one(SqlApiKeyStore::read, AUTHENTICATE, hash.fingerprint()));
  }

  private static final String ALL_VALID =
      """
      SELECT workspace_id, id, app, name, hash, last_four, created_at, revoked_at
      FROM api_keys
      WHERE revoked_at IS NULL
      """;

  @Override
  public List<StoredKey> allValid() {
    return transactions.read(tx -> tx.list(SqlApiKeyStore::read, ALL_VALID));
  }

  private static final String LIST =
      """
      SELECT workspace_id, id, app, name, hash, last_four, created_at, revoked_at
      FROM api_keys
      WHERE workspace_id = ? AND app = ?
      ORDER BY created_at, id
      """;

  private static final String LIST_ADMIN =
      """
      SELECT workspace_id, id, app, name, hash, last_four, created_at, revoked_at
      FROM api_keys
      WHERE workspace_id = ? AND app IS NULL
      ORDER BY created_at, id
      """;

  @Override
  public List<StoredKey> list(WorkspaceId workspace, Optional<AppName> app) {
    return transactions.read(
        tx ->
            app.isPresent()
                ? tx.list(SqlApiKeyStore::read, LIST, workspace, app)
                : tx.list(SqlApiKeyStore::read, LIST_ADMIN, workspace));
  }

  private static final String INSERT =
      """
      INSERT INTO api_keys (workspace_id, id, app, name, hash, last_four, created_at, revoked_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(StoredKey key, AuditEvent event) {
    return writes.settings(
        event,
        tx ->
            (key.app().isEmpty() || SqlAppStore.keep(tx, key.workspace(), key.app().get()))
                && tx.update(
                        INSERT,
                        key.workspace(),
                        key.id(),
                        key.app(),
                        key.name(),
                        key.hash().fingerprint(),
                        key.lastFour(),
                        key.createdAt(),
                        key.revokedAt())
                    == 1);
  }

  private static final String REVOKE =
      """
      UPDATE api_keys SET revoked_at = ?
      WHERE workspace_id = ? AND id = ? AND revoked_at IS NULL
      """;

  @Override
  public boolean revoke(WorkspaceId workspace, KeyId id, AuditEvent event) {
    return writes.settings(event, tx -> tx.update(REVOKE, event.at(), workspace, id) == 1);
  }

  private static StoredKey read(Row row) throws SQLException {
    return new StoredKey(
        new KeyId(row.text("id")),
        row.workspace(),
        row.optionalText("app").map(AppName::new),
        row.text("name"),
        new HashedApiKey(row.fingerprint("hash")),
        row.text("last_four"),
        row.instant("created_at"),
        row.optionalInstant("revoked_at"));
  }
}
