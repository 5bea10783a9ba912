package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.sync.RecordStore;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.SyncId;
import java.util.List;

/// The records in SQL, for those who read them.
final class SqlRecords implements RecordStore {
  private final Transactions transactions;

  SqlRecords(Transactions transactions) {
    this.transactions = transactions;
  }

  // The sync is asked for because one that is over has no records, whatever is still stored.
  private static final String LIST =
      """
      SELECT r.place, r.id, r.version, r.number, r.json, r.first_seen, r.changed_at, r.deleted_at,
        p.region, p.parents_json
      FROM records r
      JOIN sync_places p
        ON p.workspace_id = r.workspace_id AND p.sync_id = r.sync_id AND p.number = r.place
      JOIN syncs s ON s.workspace_id = r.workspace_id AND s.id = r.sync_id AND s.over = 0
      WHERE r.workspace_id = ? AND r.sync_id = ? AND r.version > ?
      """;

  private static final String LEFT_OUT = "AND r.deleted_at IS NULL\n";
  private static final String ALONE = "AND r.deleted_at IS NOT NULL\n";

  private static final String LOWEST =
      """
      ORDER BY r.version
      LIMIT ?
      """;

  @Override
  public List<StoredRecord> list(
      WorkspaceId workspace, SyncId sync, long after, Deleted deleted, int limit) {
    String sql =
        LIST
            + switch (deleted) {
              case LEFT_OUT -> LEFT_OUT;
              case TOLD -> "";
              case ALONE -> ALONE;
            }
            + LOWEST;
    return transactions.read(tx -> tx.list(SyncRows::record, sql, workspace, sync, after, limit));
  }

  private static final String FIND =
      """
      SELECT r.place, r.id, r.version, r.number, r.json, r.first_seen, r.changed_at, r.deleted_at,
        p.region, p.parents_json
      FROM sync_places p
      JOIN records r
        ON r.workspace_id = p.workspace_id AND r.sync_id = p.sync_id AND r.place = p.number
          AND r.id = ?
      JOIN syncs s ON s.workspace_id = r.workspace_id AND s.id = r.sync_id AND s.over = 0
      WHERE p.workspace_id = ? AND p.sync_id = ?
      ORDER BY r.place
      """;

  @Override
  public List<StoredRecord> find(WorkspaceId workspace, SyncId sync, String id) {
    return transactions.read(tx -> tx.list(SyncRows::record, FIND, id, workspace, sync));
  }

  private static final String HISTORY =
      """
      SELECT number, version, json, changed_at
      FROM record_history
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id = ?
      ORDER BY number DESC
      """;

  @Override
  public List<StoredRecord.Earlier> history(
      WorkspaceId workspace, SyncId sync, long place, String id) {
    return transactions.read(tx -> tx.list(SyncRows::earlier, HISTORY, workspace, sync, place, id));
  }
}
