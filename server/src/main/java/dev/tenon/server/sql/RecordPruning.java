package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Removes what is over or no longer kept, a little at a time, so that no transaction is long.
final class RecordPruning {
  private final Transactions transactions;

  RecordPruning(Transactions transactions) {
    this.transactions = transactions;
  }

  int prune(int limit) {
    Optional<SyncStore.Key> over =
        transactions
            .read(
                tx ->
                    tx.list(
                        row -> new SyncStore.Key(row.workspace(), new SyncId(row.text("id"))),
                        OVER,
                        1))
            .stream()
            .findFirst();
    return over.isPresent()
        ? transactions.write(tx -> remove(tx, over.get(), limit))
        : transactions.write(tx -> tx.update(END_ORPHANS) + forgetDeleted(tx, limit));
  }

  // A node of the version before ends connections and knows nothing of syncs.
  private static final String END_ORPHANS =
      """
      UPDATE syncs SET over = 1, fence = fence + 1, running = 0
      WHERE over = 0 AND EXISTS (
        SELECT 1 FROM connections c
        WHERE c.workspace_id = syncs.workspace_id AND c.id = syncs.connection_id
          AND c.status = 'revoked')
      """;

  private static final String OVER =
      """
      SELECT workspace_id, id FROM syncs WHERE over = 1 LIMIT ?
      """;

  private static final String REMOVE_HISTORY =
      """
      DELETE FROM record_history
      WHERE workspace_id = ? AND sync_id = ? AND (place, id, number) IN (
        SELECT place, id, number
        FROM record_history
        WHERE workspace_id = ? AND sync_id = ?
        LIMIT ?)
      """;

  private static final String REMOVE_RECORDS =
      """
      DELETE FROM records
      WHERE workspace_id = ? AND sync_id = ? AND (place, id) IN (
        SELECT place, id
        FROM records
        WHERE workspace_id = ? AND sync_id = ?
        LIMIT ?)
      """;

  private static final String REMOVE_PLACES =
      """
      DELETE FROM sync_places
      WHERE workspace_id = ? AND sync_id = ? AND number IN (
        SELECT number
        FROM sync_places
        WHERE workspace_id = ? AND sync_id = ?
        LIMIT ?)
      """;

  private static final String REMOVE_RUNS =
      """
      DELETE FROM sync_runs WHERE workspace_id = ? AND sync_id = ?
      """;

  private static final String REMOVE_SYNC =
      """
      DELETE FROM syncs WHERE workspace_id = ? AND id = ? AND over = 1
      """;

  private static int remove(Tx tx, SyncStore.Key key, int limit) throws SQLException {
    List<Object> sync = List.of(key.workspace(), key.id());
    for (String rows : List.of(REMOVE_HISTORY, REMOVE_RECORDS, REMOVE_PLACES)) {
      int removed = tx.update(rows, sync, sync, limit);
      if (removed > 0) {
        return removed;
      }
    }
    return tx.update(REMOVE_RUNS, sync) + tx.update(REMOVE_SYNC, sync);
  }

  private static final String DELETED_LONG_AGO =
      """
      SELECT r.workspace_id, r.sync_id, r.place, r.id, r.version
      FROM records r
      JOIN syncs s ON s.workspace_id = r.workspace_id AND s.id = r.sync_id AND s.over = 0
      WHERE r.deleted_at IS NOT NULL AND r.deleted_at < {now} - s.deleted_kept_ms
      ORDER BY r.deleted_at
      LIMIT ?
      """;

  // Before its records, as every run does, so that none waits for the other.
  private static final String NOTE_GONE =
      """
      UPDATE syncs SET gone_version = CASE WHEN gone_version < ? THEN ? ELSE gone_version END
      WHERE workspace_id = ? AND id = ?
      """;

  private static final String REMOVE_DELETED =
      """
      DELETE FROM records
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id = ? AND version = ?
        AND deleted_at IS NOT NULL
      """;

  private static final String REMOVE_EARLIER =
      """
      DELETE FROM record_history
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id = ? AND version < ?
      """;

  private static int forgetDeleted(Tx tx, int limit) throws SQLException {
    List<Gone> gone =
        tx.list(
            row ->
                new Gone(
                    new SyncStore.Key(row.workspace(), new SyncId(row.text("sync_id"))),
                    row.number("place"),
                    row.text("id"),
                    row.number("version")),
            DELETED_LONG_AGO,
            limit);
    Map<SyncStore.Key, Long> newest = new LinkedHashMap<>();
    List<List<Object>> rows = new ArrayList<>();
    for (Gone each : gone) {
      newest.merge(each.sync(), each.version(), Math::max);
      WorkspaceId workspace = each.sync().workspace();
      rows.add(List.of(workspace, each.sync().id(), each.place(), each.id(), each.version()));
    }
    for (Map.Entry<SyncStore.Key, Long> each : newest.entrySet()) {
      SyncStore.Key key = each.getKey();
      tx.update(NOTE_GONE, each.getValue(), each.getValue(), key.workspace(), key.id());
    }
    tx.batch(REMOVE_EARLIER, rows);
    return tx.batch(REMOVE_DELETED, rows);
  }

  private record Gone(SyncStore.Key sync, long place, String id, long version) {}
}
