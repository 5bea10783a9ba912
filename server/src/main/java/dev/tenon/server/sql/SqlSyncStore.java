package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The syncs in SQL.
final class SqlSyncStore implements SyncStore {
  /// The name under which syncs are scheduled.
  static final String TASK = "sync";

  private final Transactions transactions;
  private final Writes writes;
  private final RecordPruning pruning;

  SqlSyncStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
    this.pruning = new RecordPruning(transactions);
  }

  private static final String KEEP_CONNECTION =
      """
      SELECT 1 FROM connections
      WHERE workspace_id = ? AND id = ? AND status <> 'revoked'
      {for share}
      """;

  private static final String INSERT =
      """
      INSERT INTO syncs (workspace_id, id, connection_id, resource, created_at, version,
        within_json, app, interval_ms, paused, organizations, max_items, max_item_bytes,
        deleted_kept_ms, versions_kept, over, fence, run, running, failures, gone_version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(Sync sync, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.exists(KEEP_CONNECTION, sync.workspace(), sync.connection())
                && tx.update(
                        INSERT,
                        sync.workspace(),
                        sync.id(),
                        sync.connection(),
                        sync.resource(),
                        sync.createdAt(),
                        sync.version(),
                        SyncRows.values(sync))
                    == 1);
  }

  private static final String FIND =
      SyncRows.SELECT
          + """
          WHERE workspace_id = ? AND id = ? AND over = 0
          """;

  @Override
  public Optional<KeptSync> find(WorkspaceId workspace, SyncId id) {
    return transactions.read(tx -> tx.one(SyncRows::kept, FIND, workspace, id));
  }

  private static final String FIND_BY_RESOURCE =
      SyncRows.SELECT
          + """
          WHERE workspace_id = ? AND connection_id = ? AND resource = ? AND over = 0
          """;

  @Override
  public Optional<KeptSync> find(WorkspaceId workspace, ConnectionId connection, String resource) {
    return transactions.read(
        tx -> tx.one(SyncRows::kept, FIND_BY_RESOURCE, workspace, connection, resource));
  }

  private static final String LIST =
      SyncRows.SELECT
          + """
          WHERE workspace_id = ? AND connection_id = ? AND over = 0
          ORDER BY created_at, id
          """;

  @Override
  public List<KeptSync> list(WorkspaceId workspace, ConnectionId connection) {
    return transactions.read(tx -> tx.list(SyncRows::kept, LIST, workspace, connection));
  }

  private static final String UPDATE =
      """
      UPDATE syncs
      SET version = ?, within_json = ?, app = ?, interval_ms = ?, paused = ?, organizations = ?,
        max_items = ?, max_item_bytes = ?, deleted_kept_ms = ?, versions_kept = ?
      WHERE workspace_id = ? AND id = ? AND version = ? AND over = 0
      """;

  @Override
  public boolean update(Sync sync, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    UPDATE,
                    sync.version(),
                    SyncRows.values(sync),
                    sync.workspace(),
                    sync.id(),
                    sync.version() - 1)
                == 1);
  }

  private static final String END =
      """
      UPDATE syncs SET over = 1, fence = fence + 1, running = 0
      WHERE workspace_id = ? AND id = ? AND over = 0
      """;

  @Override
  public boolean delete(WorkspaceId workspace, SyncId id, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(END, workspace, id) == 1);
  }

  private static final String END_ALL =
      """
      UPDATE syncs SET over = 1, fence = fence + 1, running = 0
      WHERE workspace_id = ? AND connection_id = ? AND over = 0
      """;

  private static final String FORGET_ORGANIZATIONS =
      """
      DELETE FROM connection_organizations WHERE workspace_id = ? AND connection_id = ?
      """;

  /// Ends every sync of a connection that ends in `tx`.
  static void endAll(Tx tx, WorkspaceId workspace, ConnectionId connection) throws SQLException {
    tx.update(END_ALL, workspace, connection);
    tx.update(FORGET_ORGANIZATIONS, workspace, connection);
  }

  private static final String RUNS =
      """
      SELECT number, full_listing, state, attempts, started_at, ended_at, added, changed, deleted,
        unchanged, left_out, missing_json, notes_json, code, detail, first_version
      FROM sync_runs
      WHERE workspace_id = ? AND sync_id = ? AND number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  @Override
  public List<SyncRun> runs(WorkspaceId workspace, SyncId id, Optional<Long> before, int limit) {
    return transactions.read(
        tx -> tx.list(SyncRows::run, RUNS, workspace, id, before.orElse(Long.MAX_VALUE), limit));
  }

  private static final String UNSCHEDULED =
      """
      SELECT s.workspace_id, s.id
      FROM syncs s
      WHERE s.over = 0 AND s.paused = 0 AND s.interval_ms IS NOT NULL
        AND NOT EXISTS (
          SELECT 1 FROM scheduled_tasks t
          WHERE t.task_name = 'sync' AND t.task_instance = s.workspace_id || '/' || s.id)
      LIMIT ?
      """;

  @Override
  public List<Key> unscheduled(int limit) {
    return transactions.read(
        tx ->
            tx.list(
                row -> new Key(row.workspace(), new SyncId(row.text("id"))), UNSCHEDULED, limit));
  }

  @Override
  public int prune(int limit) {
    return pruning.prune(limit);
  }
}
