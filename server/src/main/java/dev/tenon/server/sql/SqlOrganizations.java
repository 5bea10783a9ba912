package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.sync.Organizations;
import java.util.List;

/// What is said of organizations, in SQL.
final class SqlOrganizations implements Organizations {
  private final Transactions transactions;
  private final Writes writes;

  SqlOrganizations(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String LIST =
      """
      SELECT id, name, status
      FROM connection_organizations
      WHERE workspace_id = ? AND connection_id = ?
      ORDER BY name, id
      """;

  @Override
  public List<Seen> list(WorkspaceId workspace, ConnectionId connection) {
    return transactions.read(
        tx ->
            tx.list(
                row ->
                    new Seen(
                        row.text("id"),
                        row.text("name"),
                        row.optionalText("status").flatMap(OrganizationStatus::parse)),
                LIST,
                workspace,
                connection));
  }

  private static final String SEEN =
      """
      INSERT INTO connection_organizations (workspace_id, connection_id, id, name, first_seen)
      SELECT workspace_id, id, ?, ?, {now}
      FROM connections
      WHERE workspace_id = ? AND id = ? AND status <> 'revoked'
      ON CONFLICT (workspace_id, connection_id, id) DO UPDATE SET name = excluded.name
      """;

  @Override
  public void seen(WorkspaceId workspace, ConnectionId connection, String id, String name) {
    transactions.once(tx -> tx.update(SEEN, id, name, workspace, connection));
  }

  private static final String SAY =
      """
      INSERT INTO connection_organizations (workspace_id, connection_id, id, name, status,
        first_seen)
      SELECT workspace_id, id, ?, ?, ?, {now}
      FROM connections
      WHERE workspace_id = ? AND id = ? AND status <> 'revoked'
      ON CONFLICT (workspace_id, connection_id, id) DO UPDATE SET status = excluded.status
      """;

  @Override
  public void say(
      WorkspaceId workspace,
      ConnectionId connection,
      String id,
      OrganizationStatus status,
      AuditEvent event) {
    writes.audited(
        event, tx -> tx.update(SAY, id, id, status.apiName(), workspace, connection) == 1);
  }
}
