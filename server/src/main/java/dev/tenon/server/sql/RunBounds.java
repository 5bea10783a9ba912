package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.sync.Fence;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncRun.State;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.Outcome;
import dev.tenon.sync.SyncStanding;
import dev.tenon.webhook.WebhookEventType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How runs begin and end, and the versions that they take, each within a transaction of
/// [SqlSyncRuns].
final class RunBounds {
  /// Of each sync so many runs can be looked at.
  private static final int RUNS_KEPT = 100;

  private RunBounds() {}

  // The row is wanted alone: whoever writes for an earlier fence ends first, or sees the new one.
  private static final String TAKE_UP =
      """
      UPDATE syncs SET fence = fence + 1
      WHERE workspace_id = ? AND id = ? AND over = 0
      RETURNING fence, {now} AS now
      """;

  private static final String GO_ON =
      """
      UPDATE sync_runs SET attempts = attempts + 1, node = ?
      WHERE workspace_id = ? AND sync_id = ? AND number = ? AND state = 'running' AND started_at > ?
      RETURNING full_listing, attempts, started_at, first_version
      """;

  private static final String ABANDON =
      """
      UPDATE sync_runs SET state = 'failed', ended_at = ?, code = 'abandoned', detail = ?
      WHERE workspace_id = ? AND sync_id = ? AND state = 'running'
      """;

  private static final String NEW_RUN =
      """
      UPDATE syncs SET run = run + 1, running = 1 WHERE workspace_id = ? AND id = ?
      """;

  private static final String NEWEST =
      """
      SELECT newest FROM record_versions WHERE workspace_id = ?
      """;

  private static final String INSERT_RUN =
      """
      INSERT INTO sync_runs (workspace_id, sync_id, number, full_listing, state, node, attempts,
        started_at, added, changed, deleted, unchanged, left_out, missing_json, notes_json,
        first_version)
      VALUES (?, ?, ?, ?, 'running', ?, 1, ?, 0, 0, 0, 0, 0, '[]', '[]', ?)
      """;

  private static final String LISTED =
      """
      SELECT coalesce(sum(items), 0) AS items
      FROM sync_places
      WHERE workspace_id = ? AND sync_id = ? AND run = ?
      """;

  private static final String FIND =
      SyncRows.SELECT_PLAIN
          + """
          WHERE workspace_id = ? AND id = ? AND over = 0
          """;

  private static Optional<KeptSync> find(Tx tx, WorkspaceId workspace, SyncId sync)
      throws SQLException {
    return tx.one(SyncRows::kept, FIND, workspace, sync);
  }

  static Optional<Begun> begin(
      Tx tx,
      WorkspaceId workspace,
      SyncId sync,
      String node,
      Duration stale,
      Optional<Duration> fullEvery)
      throws SQLException {
    Optional<Taken> taken =
        tx.one(row -> new Taken(row.number("fence"), SyncRows.now(row)), TAKE_UP, workspace, sync);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    KeptSync kept = find(tx, workspace, sync).orElseThrow();
    Instant now = taken.get().now();
    SyncStanding standing = kept.standing();
    if (standing.running()) {
      Optional<Begun> going =
          goOn(
              tx,
              kept,
              new Fence(workspace, sync, standing.run(), taken.get().fence()),
              node,
              now.minus(stale));
      if (going.isPresent()) {
        return going;
      }
      tx.update(ABANDON, now, "It was cut off too long ago to be gone on with.", workspace, sync);
    }
    boolean full =
        fullEvery.isEmpty()
            || standing.fullAt().isEmpty()
            || standing.fullAt().get().isBefore(now.minus(fullEvery.get()));
    Fence fence = new Fence(workspace, sync, standing.run() + 1, taken.get().fence());
    tx.update(NEW_RUN, workspace, sync);
    long newest = tx.one(row -> row.number("newest"), NEWEST, workspace).orElse(0L);
    tx.update(INSERT_RUN, workspace, sync, fence.run(), full, node, now, newest);
    return Optional.of(new Begun(kept, fence, full, now, 1, newest, 0));
  }

  private static Optional<Begun> goOn(
      Tx tx, KeptSync kept, Fence fence, String node, Instant oldest) throws SQLException {
    long listed =
        tx.one(row -> row.number("items"), LISTED, fence.workspace(), fence.sync(), fence.run())
            .orElse(0L);
    return tx.one(
        row ->
            new Begun(
                kept,
                fence,
                row.flag("full_listing"),
                row.instant("started_at"),
                row.count("attempts"),
                row.number("first_version"),
                listed),
        GO_ON,
        node,
        fence.workspace(),
        fence.sync(),
        fence.run(),
        oldest);
  }

  private static final String TAKE_VERSIONS =
      """
      INSERT INTO record_versions (workspace_id, newest) VALUES (?, ?)
      ON CONFLICT (workspace_id) DO UPDATE SET newest = record_versions.newest + excluded.newest
      RETURNING newest, {now} AS now
      """;

  /// The next `count` versions of the workspace, which nobody else has until the transaction is
  /// over.
  static Versions versions(Tx tx, WorkspaceId workspace, int count) throws SQLException {
    return tx.one(
            row -> new Versions(row.number("newest") - count + 1, SyncRows.now(row)),
            TAKE_VERSIONS,
            workspace,
            count)
        .orElseThrow(() -> new IllegalStateException("no versions: indicates a bug"));
  }

  private static final String END_RUN =
      """
      UPDATE sync_runs
      SET state = ?, ended_at = {now}, missing_json = ?, notes_json = ?, code = ?, detail = ?
      WHERE workspace_id = ? AND sync_id = ? AND number = ?
      RETURNING full_listing, started_at, added, changed, deleted, unchanged, left_out,
        first_version, {now} AS now
      """;

  private static final String END_COMPLETE =
      """
      UPDATE syncs
      SET running = 0, failures = 0, failing_since = NULL, complete_at = ?,
        full_at = CASE WHEN ? = 1 THEN ? ELSE full_at END
      WHERE workspace_id = ? AND id = ?
      """;

  private static final String END_FAILED =
      """
      UPDATE syncs
      SET running = 0, failures = failures + 1, failing_since = coalesce(failing_since, ?)
      WHERE workspace_id = ? AND id = ?
      """;

  private static final String FORGET_RUNS =
      """
      DELETE FROM sync_runs WHERE workspace_id = ? AND sync_id = ? AND number <= ?
      """;

  static Counts end(Tx tx, Fence fence, Outcome outcome) throws SQLException {
    WorkspaceId workspace = fence.workspace();
    KeptSync before = find(tx, workspace, fence.sync()).orElseThrow();
    Ended ended =
        tx.one(
                RunBounds::ended,
                END_RUN,
                outcome.state().apiName(),
                SyncRows.missing(outcome.missing()),
                Json.list(outcome.notes()),
                outcome.code(),
                outcome.detail(),
                workspace,
                fence.sync(),
                fence.run())
            .orElseThrow(() -> new IllegalStateException("no such run: indicates a bug"));
    boolean complete = outcome.state() == State.COMPLETE;
    if (complete) {
      tx.update(
          END_COMPLETE,
          ended.startedAt(),
          ended.full(),
          ended.startedAt(),
          workspace,
          fence.sync());
    } else {
      tx.update(END_FAILED, ended.now(), workspace, fence.sync());
    }
    tx.update(FORGET_RUNS, workspace, fence.sync(), fence.run() - RUNS_KEPT);
    tell(tx, fence, before, ended, outcome);
    return ended.counts();
  }

  private static void tell(Tx tx, Fence fence, KeptSync before, Ended ended, Outcome outcome)
      throws SQLException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("connection_id", before.sync().connection().value());
    texts.put("resource", before.sync().resource());
    texts.put("state", outcome.state().apiName());
    Counts counts = ended.counts();
    if (counts.isChange()) {
      SequencedMap<String, Long> numbers = new LinkedHashMap<>();
      numbers.put("added", counts.added());
      numbers.put("changed", counts.changed());
      numbers.put("deleted", counts.deleted());
      numbers.put("changed_since", ended.firstVersion());
      append(tx, fence, WebhookEventType.RECORDS_CHANGED, ended, texts, numbers);
    }
    boolean failedBefore = before.standing().failures() > 0;
    if (outcome.state() == State.COMPLETE && failedBefore) {
      append(tx, fence, WebhookEventType.SYNC_RECOVERED, ended, texts, new LinkedHashMap<>());
    } else if (outcome.state() != State.COMPLETE && !failedBefore) {
      outcome.code().ifPresent(code -> texts.put("reason", code));
      append(tx, fence, WebhookEventType.SYNC_FAILED, ended, texts, new LinkedHashMap<>());
    }
  }

  private static void append(
      Tx tx,
      Fence fence,
      WebhookEventType type,
      Ended ended,
      Map<String, String> texts,
      SequencedMap<String, Long> numbers)
      throws SQLException {
    numbers.put("run", fence.run());
    // Of one run first what it changed, then how it ended.
    long sequence = 2 * fence.run() + (type == WebhookEventType.RECORDS_CHANGED ? 0 : 1);
    Outbox.append(tx, fence.workspace(), type, fence.sync(), sequence, ended.now(), texts, numbers);
  }

  private static Ended ended(Row row) throws SQLException {
    return new Ended(
        row.flag("full_listing"),
        row.instant("started_at"),
        SyncRows.now(row),
        row.number("first_version"),
        SyncRows.counts(row));
  }

  /// Versions that a transaction has taken.
  record Versions(long first, Instant now) {}

  private record Taken(long fence, Instant now) {}

  private record Ended(
      boolean full, Instant startedAt, Instant now, long firstVersion, Counts counts) {}
}
