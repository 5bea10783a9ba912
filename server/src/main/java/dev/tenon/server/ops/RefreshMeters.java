package dev.tenon.server.ops;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectorName;
import dev.tenon.token.RefreshObserver;
import dev.tenon.token.RefreshOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the engine does, in numbers. Safe for use by any thread. A token read costs one increment
/// and allocates nothing.
public final class RefreshMeters implements RefreshObserver {
  private final MeterRegistry registry;
  private final ConnectorLabels connectors = new ConnectorLabels();
  private final Map<Outcome, Counter> outcomes = new ConcurrentHashMap<>();
  private final Map<String, Timer> times = new ConcurrentHashMap<>();
  private final Timer leaseWaits;
  private final Counter fromMemory;
  private final Counter fromStore;
  private final Counter journalFailures;

  RefreshMeters(MeterRegistry registry) {
    this.registry = registry;
    this.leaseWaits =
        Timer.builder("tenon.lease.waits")
            .description("Waits for another node's refresh of the same connection")
            .serviceLevelObjectives(buckets())
            .register(registry);
    this.fromMemory = reads("memory");
    this.fromStore = reads("store");
    this.journalFailures =
        Counter.builder("tenon.journal.failures")
            .description("Answers of providers that the journal did not take")
            .register(registry);
  }

  @Override
  public void refreshed(
      WorkspaceId workspace, ConnectorName connector, RefreshOutcome outcome, Duration took) {
    String name = connectors.of(connector);
    outcomes.computeIfAbsent(new Outcome(name, outcome), this::counter).increment();
    times.computeIfAbsent(name, this::timer).record(took);
  }

  @Override
  public void waitedForLease(Duration waited) {
    leaseWaits.record(waited);
  }

  @Override
  public void looked(boolean remembered) {
    (remembered ? fromMemory : fromStore).increment();
  }

  @Override
  public void journalFailed() {
    journalFailures.increment();
  }

  private Counter counter(Outcome it) {
    return Counter.builder("tenon.refreshes")
        .description("Refreshes of grants that ended")
        .tag("connector", it.connector())
        .tag("outcome", it.outcome().metricName())
        .register(registry);
  }

  private Timer timer(String connector) {
    return Timer.builder("tenon.refresh")
        .description("How long refreshes took, waiting for leases included")
        .tag("connector", connector)
        .serviceLevelObjectives(buckets())
        .register(registry);
  }

  private Counter reads(String from) {
    return Counter.builder("tenon.token.reads")
        .description("Tokens that apps asked for, by where the answer was looked for")
        .tag("from", from)
        .register(registry);
  }

  private static Duration[] buckets() {
    return new Duration[] {
      Duration.ofMillis(10),
      Duration.ofMillis(25),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofMillis(500),
      Duration.ofSeconds(1),
      Duration.ofMillis(2500),
      Duration.ofSeconds(5),
      Duration.ofSeconds(10),
      Duration.ofSeconds(20),
      Duration.ofSeconds(45)
    };
  }

  private record Outcome(String connector, RefreshOutcome outcome) {}
}
