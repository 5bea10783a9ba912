package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.IssuerId;
import dev.tenon.exchange.IssuerStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The registered issuers in SQL.
final class SqlIssuerStore implements IssuerStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlIssuerStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String INSERT =
      """
      INSERT INTO issuers (workspace_id, id, url, audiences_json, user_claim, jwks_uri, created_at,
        version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(Issuer issuer, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    INSERT,
                    issuer.workspace(),
                    issuer.id().value(),
                    issuer.url(),
                    Json.list(issuer.audiences()),
                    issuer.userClaim(),
                    issuer.jwksUri(),
                    issuer.createdAt(),
                    issuer.version())
                == 1);
  }

  private static final String FIND =
      """
      SELECT workspace_id, id, url, audiences_json, user_claim, jwks_uri, created_at, version
      FROM issuers
      WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public Optional<Issuer> find(WorkspaceId workspace, IssuerId id) {
    return transactions.read(tx -> tx.one(SqlIssuerStore::read, FIND, workspace, id.value()));
  }

  private static final String LIST =
      """
      SELECT workspace_id, id, url, audiences_json, user_claim, jwks_uri, created_at, version
      FROM issuers
      WHERE workspace_id = ?
      ORDER BY created_at, id
      """;

  @Override
  public List<Issuer> list(WorkspaceId workspace) {
    return transactions.read(tx -> tx.list(SqlIssuerStore::read, LIST, workspace));
  }

  private static final String UPDATE =
      """
      UPDATE issuers SET audiences_json = ?, user_claim = ?, jwks_uri = ?, version = ?
      WHERE workspace_id = ? AND id = ? AND version = ?
      """;

  @Override
  public boolean update(Issuer issuer, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    UPDATE,
                    Json.list(issuer.audiences()),
                    issuer.userClaim(),
                    issuer.jwksUri(),
                    issuer.version(),
                    issuer.workspace(),
                    issuer.id().value(),
                    issuer.version() - 1)
                == 1);
  }

  private static final String DELETE =
      """
      DELETE FROM issuers WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public boolean delete(WorkspaceId workspace, IssuerId id, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(DELETE, workspace, id.value()) == 1);
  }

  private static Issuer read(Row row) throws SQLException {
    return new Issuer(
        new IssuerId(row.text("id")),
        row.workspace(),
        row.text("url"),
        Json.readList(row.text("audiences_json")),
        row.text("user_claim"),
        row.optionalUri("jwks_uri"),
        row.instant("created_at"),
        row.number("version"));
  }
}
