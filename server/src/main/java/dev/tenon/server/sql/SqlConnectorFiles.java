package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.connector.ConnectorName;
import java.sql.SQLException;
import java.util.List;

/// The posted connector files in SQL.
final class SqlConnectorFiles implements ConnectorFiles {
  private final Transactions transactions;
  private final Writes writes;

  SqlConnectorFiles(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String ALL =
      """
      SELECT name, yaml, saved_at FROM connector_files WHERE workspace_id = ? ORDER BY name
      """;

  @Override
  public List<ConnectorFile> all(WorkspaceId workspace) {
    return transactions.read(tx -> tx.list(SqlConnectorFiles::read, ALL, workspace));
  }

  private static final String SAVE =
      """
      INSERT INTO connector_files (workspace_id, name, yaml, saved_at)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (workspace_id, name)
      DO UPDATE SET yaml = excluded.yaml, saved_at = excluded.saved_at
      """;

  @Override
  public void save(WorkspaceId workspace, ConnectorFile file, AuditEvent event) {
    writes.settings(
        event, tx -> tx.update(SAVE, workspace, file.name(), file.yaml(), file.savedAt()) == 1);
  }

  private static final String DELETE =
      """
      DELETE FROM connector_files WHERE workspace_id = ? AND name = ?
      """;

  @Override
  public boolean delete(WorkspaceId workspace, ConnectorName name, AuditEvent event) {
    return writes.settings(event, tx -> tx.update(DELETE, workspace, name) == 1);
  }

  private static ConnectorFile read(Row row) throws SQLException {
    return new ConnectorFile(
        new ConnectorName(row.text("name")), row.text("yaml"), row.instant("saved_at"));
  }
}
