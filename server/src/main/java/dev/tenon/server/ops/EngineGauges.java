package dev.tenon.server.ops;

import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.connection.DueGrants;
import dev.tenon.server.ops.Readings.Reading;
import dev.tenon.sync.SyncBacklog;
import dev.tenon.sync.SyncFigures;
import dev.tenon.webhook.DeliveryQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// How things stand: what waits, what is unsaved, what is about to end. What this process knows is
/// asked at each scrape; what the store knows is remembered ([Readings]). What is not known,
/// because the store is away or was not asked yet, is NaN.
final class EngineGauges {
  private static final Duration WAITING = Duration.ofSeconds(10);
  private static final Duration STANDING = Duration.ofSeconds(60);

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Readings readings;
  private final MultiGauge secrets;
  private final Reading<List<Expiring>> ending;
  private Optional<List<Expiring>> shown = Optional.empty();

  EngineGauges(MeterRegistry registry, EngineFigures figures, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.readings = new Readings(clock);
    this.ending = readings.add("secrets that end", STANDING, figures.secrets());
    this.secrets =
        MultiGauge.builder("tenon.secret.expires")
            .description("Time left until an OAuth client's next secret ends; negative once it has")
            .baseUnit("seconds")
            .register(registry);
    waiting(figures);
    syncs(figures);
    Reading<Long> rejected = readings.add("rejected clients", STANDING, figures.rejected());
    gauge(
        "oauth.clients.rejected",
        "OAuth clients that their provider rejects",
        () -> rejected.last().map(Long::doubleValue));
    now("refreshes.under.way", "Refreshes under way in this process", figures.underWay());
    now(
        "journal.depth",
        "Answers in this process's journal that the store has not taken",
        figures.journalDepth());
    now(
        "unsaved.grants",
        "Grants that this process serves from memory until the store is back",
        figures.unsaved());
    seconds(
        "clock.offset",
        "How far this machine's clock is ahead of the database's",
        () -> Optional.of(figures.clockOffset().get().toNanos() / 1e9));
  }

  /// To be called before each scrape.
  synchronized void refresh() {
    readings.refresh();
    Optional<List<Expiring>> last = ending.last();
    if (!last.equals(shown)) {
      shown = last;
      secrets.register(rows(last.orElse(List.of())), true);
    }
  }

  private void waiting(EngineFigures figures) {
    Reading<DueGrants.Backlog> due = readings.add("due refreshes", WAITING, figures.due());
    gauge(
        "refreshes.due",
        "Grants whose time for background work has come, over all nodes",
        () -> due.last().map(it -> (double) it.due()));
    seconds(
        "refreshes.oldest.due",
        "How long the oldest due grant has been waiting",
        () -> due.last().map(it -> since(it.oldest())));
    Reading<DeliveryQueue.Backlog> deliveries =
        readings.add("webhook deliveries", WAITING, figures.deliveries());
    gauge(
        "webhook.deliveries.pending",
        "Deliveries that enabled webhooks have not taken yet, over all nodes",
        () -> deliveries.last().map(it -> (double) it.pending()));
    seconds(
        "webhook.deliveries.oldest.pending",
        "How long ago the oldest event happened that is not delivered yet",
        () -> deliveries.last().map(it -> since(it.oldest())));
  }

  private void syncs(EngineFigures figures) {
    Reading<SyncBacklog> due = readings.add("due syncs", WAITING, figures.syncs());
    gauge(
        "syncs.due",
        "Syncs whose time has come and that no process runs yet, over all nodes",
        () -> due.last().map(it -> (double) it.due()));
    seconds(
        "syncs.oldest.due",
        "How long the sync has been waiting that waits longest",
        () -> due.last().map(it -> since(it.oldest())));
    Reading<SyncFigures> kept = readings.add("syncs", STANDING, figures.kept());
    gauge(
        "syncs.failing",
        "Syncs whose newest run was not complete, over all workspaces",
        () -> kept.last().map(it -> (double) it.failing()));
    gauge(
        "records.kept",
        "Records that are kept in step and not deleted, over all workspaces",
        () -> kept.last().map(it -> (double) it.records()));
  }

  /// One row per integration, its secret that ends first; several workspaces may use one name.
  private Iterable<MultiGauge.Row<?>> rows(List<Expiring> soonest) {
    Map<String, Instant> ends = new LinkedHashMap<>();
    soonest.forEach(
        it ->
            ends.merge(
                it.integration().value(),
                it.expiresAt(),
                (one, other) -> one.isBefore(other) ? one : other));
    return ends.entrySet().stream()
        .<MultiGauge.Row<?>>map(
            it -> MultiGauge.Row.of(Tags.of("integration", it.getKey()), () -> left(it.getValue())))
        .toList();
  }

  private double left(Instant end) {
    return Duration.between(clock.instant(), end).toMillis() / 1e3;
  }

  private double since(Optional<Instant> start) {
    return start.map(it -> Math.max(0, -left(it))).orElse(0.0);
  }

  private void now(String name, String description, Supplier<Integer> number) {
    gauge(name, description, () -> Optional.of(number.get().doubleValue()));
  }

  private void gauge(String name, String description, Supplier<Optional<Double>> number) {
    Gauge.builder("tenon." + name, () -> number.get().orElse(Double.NaN))
        .description(description)
        .register(registry);
  }

  private void seconds(String name, String description, Supplier<Optional<Double>> number) {
    Gauge.builder("tenon." + name, () -> number.get().orElse(Double.NaN))
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }
}
