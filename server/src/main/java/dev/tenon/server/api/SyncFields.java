package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.server.http.json.Fields;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.Syncs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Reads what is to be kept in step.
final class SyncFields {
  private static final int LONGEST_WITHIN = 1_000;

  private SyncFields() {}

  /// @param app whose rights it has
  static Syncs.Wish wish(Fields fields, Optional<AppName> app, ConnectionId connection) {
    Optional<String> resource = fields.requiredText("resource", it -> it);
    Map<String, String> within = within(fields).orElse(Map.of());
    Optional<Duration> every = every(fields);
    boolean paused = fields.flag("paused").orElse(false);
    OrganizationRule organizations = organizations(fields).orElse(OrganizationRule.ALL);
    SyncLimits limits = limits(fields, SyncLimits.standard());
    fields.end();
    return new Syncs.Wish(
        connection,
        resource.orElseThrow(),
        within,
        app.orElseThrow(),
        every,
        paused,
        organizations,
        limits);
  }

  /// `before` with what the fields say, one version on. Resource and app stay what they are:
  /// another would be another sync.
  static Sync changed(Fields fields, Sync before) {
    Optional<Map<String, String>> within = within(fields);
    Optional<Duration> every = every(fields);
    boolean keepsInterval = !fields.has("interval_seconds");
    Optional<Boolean> paused = fields.flag("paused");
    Optional<OrganizationRule> organizations = organizations(fields);
    SyncLimits limits = limits(fields, before.limits());
    fields.end();
    return new Sync(
        before.id(),
        before.workspace(),
        before.connection(),
        before.resource(),
        within.orElse(before.within()),
        before.app(),
        keepsInterval ? before.every() : every,
        paused.orElse(before.paused()),
        organizations.orElse(before.organizations()),
        limits,
        before.createdAt(),
        before.version() + 1);
  }

  private static Optional<Map<String, String>> within(Fields fields) {
    Optional<Map<String, String>> within = fields.textsByName("within");
    if (within.filter(it -> it.values().stream().anyMatch(SyncFields::isOdd)).isPresent()) {
      fields.problem("within", "must hold ids or names of 1 to 1000 characters");
      return Optional.empty();
    }
    return within;
  }

  private static boolean isOdd(String value) {
    return value.isEmpty() || value.length() > LONGEST_WITHIN;
  }

  /// None where it is `null`: then it is run by hand only.
  private static Optional<Duration> every(Fields fields) {
    return fields
        .whole("interval_seconds", Sync.SHORTEST.toSeconds(), Sync.LONGEST.toSeconds())
        .map(Duration::ofSeconds);
  }

  private static Optional<OrganizationRule> organizations(Fields fields) {
    return fields.text(
        "organizations",
        text ->
            OrganizationRule.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("all or selected is expected")));
  }

  private static SyncLimits limits(Fields fields, SyncLimits before) {
    long items = fields.whole("max_items", 1, SyncLimits.MOST_ITEMS).orElse(before.maxItems());
    long bytes =
        fields.whole("max_item_bytes", 1, SyncLimits.MOST_ITEM_BYTES).orElse(before.maxItemBytes());
    Duration deleted =
        fields
            .whole("deleted_kept_days", 0, SyncLimits.LONGEST_KEPT.toDays())
            .map(Duration::ofDays)
            .orElse(before.deletedKept());
    int versions =
        fields
            .whole("versions_kept", 0, SyncLimits.MOST_VERSIONS)
            .map(Math::toIntExact)
            .orElse(before.versionsKept());
    return new SyncLimits(items, bytes, deleted, versions);
  }
}
