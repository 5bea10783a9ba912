package dev.tenon.server.api;

import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncStanding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes syncs, their runs and records.
final class SyncJson {
  private SyncJson() {}

  static void write(JsonWriter json, KeptSync kept) {
    Sync sync = kept.sync();
    SyncLimits limits = sync.limits();
    SyncStanding standing = kept.standing();
    json.text("id", sync.id().value())
        .text("connection_id", sync.connection().value())
        .text("resource", sync.resource())
        .texts("within", sync.within())
        .text("app", sync.app().value());
    number(json, "interval_seconds", sync.every().map(Duration::toSeconds));
    json.flag("paused", sync.paused())
        .text("organizations", sync.organizations().apiName())
        .number("max_items", limits.maxItems())
        .number("max_item_bytes", limits.maxItemBytes())
        .number("deleted_kept_days", limits.deletedKept().toDays())
        .number("versions_kept", limits.versionsKept())
        .text("status", status(standing))
        .time("complete_at", standing.completeAt())
        .time("failing_since", standing.failingSince())
        .time("next_run_at", standing.nextRunAt())
        .number("records", standing.records())
        .time("created_at", sync.createdAt());
  }

  static String status(SyncStanding standing) {
    if (standing.running()) {
      return "running";
    }
    if (standing.failures() > 0) {
      return "failing";
    }
    return standing.completeAt().isPresent() ? "in_step" : "new";
  }

  static void write(JsonWriter json, SyncRun run) {
    json.number("number", run.number())
        .flag("full", run.full())
        .text("state", run.state().apiName())
        .number("attempts", run.attempts())
        .time("started_at", run.startedAt())
        .time("ended_at", run.endedAt());
    Counts counts = run.counts();
    json.number("added", counts.added())
        .number("changed", counts.changed())
        .number("deleted", counts.deleted())
        .number("unchanged", counts.unchanged())
        .number("left_out", counts.leftOut())
        .text("code", run.code())
        .text("detail", run.detail())
        .objects(
            "missing",
            run.missing(),
            (each, it) ->
                each.text("what", it.what())
                    .text("resource", it.resource())
                    .text("region", it.region())
                    .text("parent", it.parent())
                    .text("code", it.code())
                    .text("detail", it.detail()))
        .texts("notes", run.notes())
        .number("changed_since", run.firstVersion());
  }

  private static void number(JsonWriter json, String name, Optional<Long> value) {
    if (value.isPresent()) {
      json.number(name, value.get());
    } else {
      json.nothing(name);
    }
  }

  /// The provider's own object, with where it was found and how it came here.
  static String record(StoredRecord record) {
    String ours =
        text(
            json ->
                json.object(
                    "_tenon",
                    it -> {
                      it.text("id", record.id())
                          .text("region", record.region())
                          .texts("parents", record.parents())
                          .number("version", record.version())
                          .number("number", record.number())
                          .time("first_seen", record.firstSeen())
                          .time("changed_at", record.changedAt())
                          .time("deleted_at", record.deletedAt());
                    }));
    return joined(record.json(), ours);
  }

  /// What it was before.
  static String earlier(StoredRecord.Earlier earlier) {
    String ours =
        text(
            json ->
                json.object(
                    "_tenon",
                    it ->
                        it.number("version", earlier.version())
                            .number("number", earlier.number())
                            .time("changed_at", earlier.changedAt())));
    return joined(earlier.json(), ours);
  }

  /// `own` with the members of `ours` at its end. Both are JSON objects.
  static String joined(String own, String ours) {
    return own.equals("{}") ? ours : own.substring(0, own.length() - 1) + "," + ours.substring(1);
  }

  /// A list of things that are JSON already.
  static String list(List<String> items) {
    return "[" + String.join(",\n", items) + "]";
  }

  static String text(java.util.function.Consumer<JsonWriter> members) {
    return JsonWriter.text(members);
  }
}
