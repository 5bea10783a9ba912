package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.sync.RecordStore;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.SyncId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  private static final String LOOK =
      """
      SELECT r.place, r.id, r.version, r.number, r.json, r.first_seen, r.changed_at, r.deleted_at,
        p.region, p.parents_json
      FROM (
        SELECT e.workspace_id, e.sync_id, e.place, e.id, e.version, e.number, e.json, e.first_seen,
          e.changed_at, e.deleted_at
        FROM records e
        WHERE e.workspace_id = ? AND e.sync_id = ? AND e.deleted_at IS NULL
        ORDER BY e.version DESC
        LIMIT ?
      ) r
      JOIN sync_places p
        ON p.workspace_id = r.workspace_id AND p.sync_id = r.sync_id AND p.number = r.place
      JOIN syncs s ON s.workspace_id = r.workspace_id AND s.id = r.sync_id AND s.over = 0
      """;

  // SQLite's lower() knows ASCII only, so both are asked for.
  private static final String HAS_WORD =
      "lower(coalesce({member text}, '')) LIKE ? ESCAPE '!' OR coalesce({member text}, '') LIKE ?"
          + " ESCAPE '!'";

  private static final String NEWEST = "ORDER BY r.version DESC\nLIMIT ? OFFSET ?";
  private static final String SORTED =
      "ORDER BY {member} IS NULL, {member} ASC, r.version DESC\nLIMIT ? OFFSET ?";
  private static final String SORTED_DESCENDING =
      "ORDER BY {member} IS NULL, {member} DESC, r.version DESC\nLIMIT ? OFFSET ?";

  @Override
  public List<StoredRecord> table(WorkspaceId workspace, SyncId sync, Look wish) {
    Found found = new Found(workspace, sync, wish);
    String order = NEWEST;
    if (wish.sortedBy().isPresent()) {
      order = wish.descending() ? SORTED_DESCENDING : SORTED;
      found.parameters.add(wish.sortedBy().get());
      found.parameters.add(wish.sortedBy().get());
    }
    found.parameters.add(wish.limit());
    found.parameters.add(wish.offset());
    String sql = found.sql + order;
    return transactions.read(tx -> tx.list(SyncRows::record, sql, found.parameters));
  }

  // The database adds up, so that what is too much is not even sent.
  private static final String BOUNDED =
      """
      SELECT r.*
      FROM (
        SELECT r.*,
          sum(length(r.json)) OVER (ORDER BY r.version DESC) - length(r.json) AS before_it
        FROM (
      """;

  private static final String BOUNDED_END =
      """

        ) r
      ) r
      WHERE r.before_it <= ?
      ORDER BY r.version DESC
      """;

  @Override
  public List<StoredRecord> newest(WorkspaceId workspace, SyncId sync, Look wish, long characters) {
    Found found = new Found(workspace, sync, wish);
    found.parameters.addAll(List.of(wish.limit(), wish.offset(), characters));
    String sql = BOUNDED + found.sql + NEWEST + BOUNDED_END;
    return transactions.read(tx -> tx.list(SyncRows::record, sql, found.parameters));
  }

  /// A look without its order.
  private static final class Found {
    private final List<Object> parameters;
    private final String sql;

    Found(WorkspaceId workspace, SyncId sync, Look wish) {
      this.parameters = new ArrayList<>(List.of(workspace, sync, LOOKED_THROUGH));
      List<String> conditions = new ArrayList<>();
      if (!wish.word().isEmpty()) {
        for (String path : wish.searched()) {
          conditions.add(HAS_WORD);
          parameters.addAll(
              List.of(path, like(wish.word().toLowerCase(Locale.ROOT)), path, like(wish.word())));
        }
      }
      this.sql =
          LOOK
              + (conditions.isEmpty()
                  ? ""
                  : "WHERE (" + String.join("\n  OR ", conditions) + ")\n");
    }
  }

  private static String like(String word) {
    return "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }
}
