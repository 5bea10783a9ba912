package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.resource.ItemList;
import dev.tenon.server.sql.Tx.Work;
import dev.tenon.sync.Fence;
import dev.tenon.sync.FencedOutException;
import dev.tenon.sync.Hashes;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncRuns;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The writing side of runs in SQL; how they begin and end in [RunBounds].
///
/// Every write begins with the sync's own row, shared: whoever takes the run up wants it for
/// himself, and so comes before or after, never between.
final class SqlSyncRuns implements SyncRuns {
  private final Transactions transactions;

  SqlSyncRuns(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Begun> begin(
      WorkspaceId workspace,
      SyncId sync,
      String node,
      Duration stale,
      Optional<Duration> fullEvery) {
    return transactions.write(
        tx -> {
          Optional<Begun> begun = RunBounds.begin(tx, workspace, sync, node, stale, fullEvery);
          if (begun.isEmpty()) {
            tx.undo();
          }
          return begun;
        });
  }

  private static final String PLACE =
      """
      SELECT number, run, listed_at, kept
      FROM sync_places
      WHERE workspace_id = ? AND sync_id = ? AND key = ?
      """;

  private static final String INSERT_PLACE =
      """
      INSERT INTO sync_places (workspace_id, sync_id, number, key, region, parents_json, run, fence,
        items)
      SELECT s.workspace_id, s.id, (
          SELECT coalesce(max(p.number), 0) + 1
          FROM sync_places p
          WHERE p.workspace_id = s.workspace_id AND p.sync_id = s.id),
        ?, ?, ?, 0, 0, 0
      FROM syncs s
      WHERE s.workspace_id = ? AND s.id = ?
      """;

  @Override
  public Place open(Fence fence, ItemList list) {
    String parents = Json.ordered(new java.util.LinkedHashMap<>(list.ancestors()));
    Optional<String> region = list.region().map(it -> it.replaceAll("[^\\p{Graph} ]", "?"));
    String key = Hashes.of(region.orElse("") + "\n" + parents);
    Optional<Place> known = transactions.read(tx -> place(tx, fence, key));
    return known.orElseGet(
        () ->
            fenced(
                fence,
                tx -> {
                  Optional<Place> now = place(tx, fence, key);
                  if (now.isPresent()) {
                    return now.get();
                  }
                  tx.update(INSERT_PLACE, key, region, parents, fence.workspace(), fence.sync());
                  return place(tx, fence, key)
                      .orElseThrow(() -> new IllegalStateException("no place: indicates a bug"));
                }));
  }

  private static Optional<Place> place(Tx tx, Fence fence, String key) throws SQLException {
    return tx.one(
        row ->
            new Place(
                row.number("number"),
                row.number("run"),
                row.optionalInstant("listed_at"),
                row.number("kept")),
        PLACE,
        fence.workspace(),
        fence.sync(),
        key);
  }

  private static final String KNOWN =
      """
      SELECT id, hash, raw_hash, version, number, CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END AS gone
      FROM records
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id IN ({elements})
      """;

  @Override
  public Map<String, Known> known(Fence fence, long place, List<String> ids) {
    Map<String, Known> known = new HashMap<>();
    transactions
        .read(
            tx ->
                tx.list(
                    row ->
                        Map.entry(
                            row.text("id"),
                            new Known(
                                row.text("hash"),
                                raw(row),
                                row.number("version"),
                                row.number("number"),
                                row.flag("gone"))),
                    KNOWN,
                    fence.workspace(),
                    fence.sync(),
                    place,
                    Json.list(ids)))
        .forEach(it -> known.put(it.getKey(), it.getValue()));
    return known;
  }

  private static Optional<String> raw(Row row) throws SQLException {
    String end = ":" + row.text("hash");
    return row.optionalText("raw_hash")
        .filter(it -> it.endsWith(end))
        .map(it -> it.substring(0, it.length() - end.length()));
  }

  private static final String KEEP_EARLIER =
      """
      INSERT INTO record_history (workspace_id, sync_id, place, id, number, version, json,
        changed_at)
      SELECT workspace_id, sync_id, place, id, number, version, json, changed_at
      FROM records
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id = ?
      ON CONFLICT DO NOTHING
      """;

  private static final String FORGET_EARLIER =
      """
      DELETE FROM record_history
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id = ? AND number < ?
      """;

  private static final String UPSERT =
      """
      INSERT INTO records (workspace_id, sync_id, place, id, version, number, hash, raw_hash, json,
        first_seen, changed_at, missing)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
      ON CONFLICT (workspace_id, sync_id, place, id)
      DO UPDATE SET version = excluded.version, number = excluded.number, hash = excluded.hash,
        raw_hash = excluded.raw_hash, json = excluded.json, changed_at = excluded.changed_at, deleted_at = NULL, missing = 0
      """;

  private static final String COUNT_WRITTEN =
      """
      UPDATE sync_runs SET added = added + ?, changed = changed + ?
      WHERE workspace_id = ? AND sync_id = ? AND number = ?
      """;

  @Override
  public void write(Fence fence, long place, List<Write> writes, int changed, int versionsKept) {
    fenced(
        fence,
        tx -> {
          RunBounds.Versions versions = RunBounds.versions(tx, fence.workspace(), writes.size());
          List<List<Object>> earlier = new ArrayList<>();
          List<List<Object>> forgotten = new ArrayList<>();
          List<List<Object>> rows = new ArrayList<>();
          long version = versions.first();
          for (Write each : writes) {
            List<Object> key = List.of(fence.workspace(), fence.sync(), place, each.id());
            if (each.number() > 1 && versionsKept > 0) {
              earlier.add(key);
              forgotten.add(List.of(key, each.number() - versionsKept));
            }
            rows.add(
                List.of(
                    key,
                    version++,
                    each.number(),
                    each.hash(),
                    each.raw() + ":" + each.hash(),
                    each.json(),
                    versions.now(),
                    versions.now()));
          }
          tx.batch(KEEP_EARLIER, earlier);
          tx.batch(FORGET_EARLIER, forgotten);
          tx.batch(UPSERT, rows);
          return tx.update(
              COUNT_WRITTEN,
              writes.size() - changed,
              changed,
              fence.workspace(),
              fence.sync(),
              fence.run());
        });
  }

  private static final String IDS =
      """
      SELECT id
      FROM records
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id > ? AND deleted_at IS NULL
      ORDER BY id
      LIMIT ?
      """;

  @Override
  public List<String> ids(Fence fence, long place, String after, int limit) {
    return transactions.read(
        tx ->
            tx.list(
                row -> row.text("id"), IDS, fence.workspace(), fence.sync(), place, after, limit));
  }

  private static final String MISSING =
      """
      UPDATE records SET missing = ?
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id IN ({elements})
      """;

  @Override
  public void missing(Fence fence, long place, List<String> ids) {
    fenced(
        fence,
        tx ->
            tx.update(
                MISSING, fence.number(), fence.workspace(), fence.sync(), place, Json.list(ids)));
  }

  private static final String CLOSE_PLACE =
      """
      UPDATE sync_places
      SET run = ?, fence = ?, items = ?, kept = ?, listed_at = (
        SELECT started_at FROM sync_runs WHERE workspace_id = ? AND sync_id = ? AND number = ?)
      WHERE workspace_id = ? AND sync_id = ? AND number = ?
      """;

  private static final String COUNT_READ =
      """
      UPDATE sync_runs SET unchanged = unchanged + ?, left_out = left_out + ?
      WHERE workspace_id = ? AND sync_id = ? AND number = ?
      """;

  @Override
  public void close(Fence fence, long place, ListCounts counts) {
    List<Object> run = List.of(fence.workspace(), fence.sync(), fence.run());
    fenced(
        fence,
        tx -> {
          tx.update(
              CLOSE_PLACE,
              fence.run(),
              fence.number(),
              counts.items(),
              counts.kept(),
              run,
              fence.workspace(),
              fence.sync(),
              place);
          return tx.update(COUNT_READ, counts.unchanged(), counts.leftOut(), run);
        });
  }

  private static final String GONE_FROM_LIST =
      """
      SELECT r.place, r.id
      FROM sync_places p
      JOIN records r
        ON r.workspace_id = p.workspace_id AND r.sync_id = p.sync_id AND r.place = p.number
          AND r.missing = p.fence AND r.missing > 0 AND r.deleted_at IS NULL
      WHERE p.workspace_id = ? AND p.sync_id = ? AND p.run = ?
      LIMIT ?
      """;

  private static final String GONE_WITH_LIST =
      """
      SELECT r.place, r.id
      FROM sync_places p
      JOIN records r
        ON r.workspace_id = p.workspace_id AND r.sync_id = p.sync_id AND r.place = p.number
          AND r.deleted_at IS NULL
      WHERE p.workspace_id = ? AND p.sync_id = ? AND p.run <> ?
      LIMIT ?
      """;

  private static final String DELETE =
      """
      UPDATE records SET version = ?, deleted_at = ?, changed_at = ?, missing = 0
      WHERE workspace_id = ? AND sync_id = ? AND place = ? AND id = ?
      """;

  private static final String COUNT_DELETED =
      """
      UPDATE sync_runs SET deleted = deleted + ?
      WHERE workspace_id = ? AND sync_id = ? AND number = ?
      """;

  @Override
  public int delete(Fence fence, int limit) {
    List<Object> run = List.of(fence.workspace(), fence.sync(), fence.run());
    return fenced(
        fence,
        tx -> {
          List<List<Object>> gone = tx.list(SqlSyncRuns::key, GONE_FROM_LIST, run, limit);
          if (gone.isEmpty()) {
            gone = tx.list(SqlSyncRuns::key, GONE_WITH_LIST, run, limit);
          }
          if (gone.isEmpty()) {
            return 0;
          }
          RunBounds.Versions versions = RunBounds.versions(tx, fence.workspace(), gone.size());
          List<List<Object>> rows = new ArrayList<>();
          long version = versions.first();
          for (List<Object> key : gone) {
            Instant now = versions.now();
            rows.add(List.of(version++, now, now, fence.workspace(), fence.sync(), key));
          }
          tx.batch(DELETE, rows);
          tx.batch(COUNT_GONE, places(fence, gone));
          tx.update(COUNT_DELETED, gone.size(), run);
          return gone.size();
        });
  }

  private static final String COUNT_GONE =
      """
      UPDATE sync_places SET kept = CASE WHEN kept > ? THEN kept - ? ELSE 0 END
      WHERE workspace_id = ? AND sync_id = ? AND number = ?
      """;

  /// How many records each list loses. One that was never read to its end has not counted its own.
  private static List<List<Object>> places(Fence fence, List<List<Object>> gone) {
    Map<Object, Integer> lost = new TreeMap<>();
    gone.forEach(key -> lost.merge(key.getFirst(), 1, Integer::sum));
    return lost.entrySet().stream()
        .map(
            it ->
                List.<Object>of(
                    it.getValue(), it.getValue(), fence.workspace(), fence.sync(), it.getKey()))
        .toList();
  }

  private static List<Object> key(Row row) throws SQLException {
    return List.of(row.number("place"), row.text("id"));
  }

  @Override
  public Counts end(Fence fence, Outcome outcome) {
    return fenced(fence, tx -> RunBounds.end(tx, fence, outcome));
  }

  private static final String IS_NEWEST =
      """
      SELECT 1 FROM syncs
      WHERE workspace_id = ? AND id = ? AND fence = ? AND over = 0
      {for share}
      """;

  private <T> T fenced(Fence fence, Work<T> work) {
    return transactions.write(
        tx -> {
          if (!tx.exists(IS_NEWEST, fence.workspace(), fence.sync(), fence.number())) {
            throw new FencedOutException(fence);
          }
          return work.run(tx);
        });
  }
}
