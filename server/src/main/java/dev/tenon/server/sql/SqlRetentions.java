package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.Retentions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The retentions in SQL.
final class SqlRetentions implements Retentions {
  private final Transactions transactions;
  private final Writes writes;

  SqlRetentions(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String FIND =
      """
      SELECT connection_events_days, webhook_events_days, statistics_days, audit_days
      FROM workspace_retention
      WHERE workspace_id = ?
      """;

  @Override
  public Retention find(WorkspaceId workspace) {
    return transactions
        .read(tx -> tx.one(SqlRetentions::read, FIND, workspace))
        .orElseGet(Retention::standard);
  }

  private static final String REPLACE =
      """
      INSERT INTO workspace_retention (workspace_id, connection_events_days, webhook_events_days,
        statistics_days, audit_days)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id) DO UPDATE SET
        connection_events_days = excluded.connection_events_days,
        webhook_events_days = excluded.webhook_events_days,
        statistics_days = excluded.statistics_days, audit_days = excluded.audit_days
      WHERE workspace_retention.connection_events_days = ?
        AND workspace_retention.webhook_events_days = ?
        AND workspace_retention.statistics_days = ?
        AND coalesce(workspace_retention.audit_days, 0) = ?
      """;

  @Override
  public boolean replace(
      WorkspaceId workspace, Retention before, Retention after, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    REPLACE,
                    workspace,
                    after.connectionEventsDays(),
                    after.webhookEventsDays(),
                    after.statisticsDays(),
                    after.auditDays(),
                    before.connectionEventsDays(),
                    before.webhookEventsDays(),
                    before.statisticsDays(),
                    before.auditDays().orElse(0))
                == 1);
  }

  private static final String PAGE =
      """
      SELECT w.workspace_id, r.connection_events_days, r.webhook_events_days, r.statistics_days,
        r.audit_days
      FROM workspaces w
      LEFT JOIN workspace_retention r ON r.workspace_id = w.workspace_id
      WHERE w.workspace_id > ?
      ORDER BY w.workspace_id
      LIMIT ?
      """;

  @Override
  public List<Kept> page(Optional<WorkspaceId> after, int limit) {
    return transactions.read(
        tx ->
            tx.list(
                row -> new Kept(row.workspace(), read(row)),
                PAGE,
                after.map(WorkspaceId::value).orElse(""),
                limit));
  }

  /// Of a workspace without a row all numbers are null, which reads as 0.
  private static Retention read(Row row) throws SQLException {
    return row.count("connection_events_days") == 0
        ? Retention.standard()
        : new Retention(
            row.count("connection_events_days"),
            row.count("webhook_events_days"),
            row.count("statistics_days"),
            Optional.of(row.count("audit_days")).filter(days -> days > 0));
  }
}
