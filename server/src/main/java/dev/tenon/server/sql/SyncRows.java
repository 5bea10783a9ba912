package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncStanding;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows of syncs, their runs and records.
final class SyncRows {
  private static final String COLUMNS =
      """
      SELECT workspace_id, id, connection_id, resource, within_json, app, interval_ms, paused,
        organizations, max_items, max_item_bytes, deleted_kept_ms, versions_kept, created_at,
        version, run, running, failures, failing_since, complete_at, full_at, gone_version,
      """;

  /// A sync with all that is told of it.
  static final String SELECT =
      COLUMNS
          + """
            (
              SELECT {due} FROM scheduled_tasks t
              WHERE t.task_name = 'sync'
                AND t.task_instance = syncs.workspace_id || '/' || syncs.id) AS next_run_at,
            (
              SELECT coalesce(sum(p.kept), 0) FROM sync_places p
              WHERE p.workspace_id = syncs.workspace_id AND p.sync_id = syncs.id) AS records
          FROM syncs
          """;

  /// A sync without what only readers ask for: its records are not counted, its schedule not read.
  static final String SELECT_PLAIN =
      COLUMNS
          + """
            CAST(NULL AS BIGINT) AS next_run_at, 0 AS records
          FROM syncs
          """;

  private SyncRows() {}

  /// What a person says, in the order of the columns from `within_json` to `versions_kept`.
  static List<Object> values(Sync sync) {
    SyncLimits limits = sync.limits();
    return List.of(
        Json.object(sync.within()),
        sync.app(),
        sync.every(),
        sync.paused(),
        sync.organizations().apiName(),
        limits.maxItems(),
        limits.maxItemBytes(),
        limits.deletedKept(),
        limits.versionsKept());
  }

  static KeptSync kept(Row row) throws SQLException {
    return new KeptSync(
        new Sync(
            new SyncId(row.text("id")),
            row.workspace(),
            new ConnectionId(row.text("connection_id")),
            row.text("resource"),
            Json.readObject(row.text("within_json")),
            new AppName(row.text("app")),
            row.optionalDuration("interval_ms"),
            row.flag("paused"),
            OrganizationRule.parse(row.text("organizations"))
                .orElseThrow(() -> new IllegalStateException("an unknown rule is stored")),
            new SyncLimits(
                row.number("max_items"),
                row.number("max_item_bytes"),
                Duration.ofMillis(row.number("deleted_kept_ms")),
                row.count("versions_kept")),
            row.instant("created_at"),
            row.number("version")),
        new SyncStanding(
            row.number("run"),
            row.flag("running"),
            row.count("failures"),
            row.optionalInstant("failing_since"),
            row.optionalInstant("complete_at"),
            row.optionalInstant("full_at"),
            row.number("gone_version"),
            row.number("records"),
            row.flag("running") ? Optional.empty() : row.optionalInstant("next_run_at")));
  }

  static SyncRun run(Row row) throws SQLException {
    String state = row.text("state");
    return new SyncRun(
        row.number("number"),
        row.flag("full_listing"),
        Arrays.stream(SyncRun.State.values())
            .filter(it -> it.apiName().equals(state))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("an unknown state is stored")),
        row.count("attempts"),
        row.instant("started_at"),
        row.optionalInstant("ended_at"),
        counts(row),
        Json.readList(row.text("missing_json")).stream().map(SyncRows::readMissing).toList(),
        Json.readList(row.text("notes_json")),
        row.optionalText("code"),
        row.optionalText("detail"),
        row.number("first_version"));
  }

  static SyncRun.Counts counts(Row row) throws SQLException {
    return new SyncRun.Counts(
        row.number("added"),
        row.number("changed"),
        row.number("deleted"),
        row.number("unchanged"),
        row.number("left_out"));
  }

  static String missing(List<Missing> all) {
    return Json.list(all.stream().map(SyncRows::one).toList());
  }

  private static String one(Missing it) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("what", it.what());
    texts.put("resource", it.resource());
    it.region().ifPresent(region -> texts.put("region", region));
    it.parent().ifPresent(parent -> texts.put("parent", parent));
    texts.put("code", it.code());
    texts.put("detail", it.detail());
    return Json.object(texts);
  }

  private static Missing readMissing(String json) {
    Map<String, String> texts = Json.readObject(json);
    return new Missing(
        texts.getOrDefault("what", ""),
        texts.getOrDefault("resource", ""),
        Optional.ofNullable(texts.get("region")),
        Optional.ofNullable(texts.get("parent")),
        texts.getOrDefault("code", ""),
        texts.getOrDefault("detail", ""));
  }

  static StoredRecord record(Row row) throws SQLException {
    return new StoredRecord(
        row.number("place"),
        row.text("id"),
        row.number("version"),
        row.number("number"),
        row.text("json"),
        row.instant("first_seen"),
        row.instant("changed_at"),
        row.optionalInstant("deleted_at"),
        row.optionalText("region"),
        Json.readObject(row.text("parents_json")));
  }

  static StoredRecord.Earlier earlier(Row row) throws SQLException {
    return new StoredRecord.Earlier(
        row.number("number"), row.number("version"), row.text("json"), row.instant("changed_at"));
  }

  /// The time of the database, from a statement that returns it as `now`.
  static Instant now(Row row) throws SQLException {
    return row.instant("now");
  }
}
