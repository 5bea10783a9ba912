package dev.tenon.server.ops;

import dev.tenon.call.BudgetObserver;
import dev.tenon.call.Urgency;
import dev.tenon.connector.ConnectorName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How calls fare with providers' limits, in numbers. Safe for use by any thread. A call that does
/// not wait costs nothing.
public final class BudgetMeters implements BudgetObserver {
  private final MeterRegistry registry;
  private final ConnectorLabels connectors = new ConnectorLabels();
  private final Map<Kind, Timer> waits = new ConcurrentHashMap<>();
  private final Map<Kind, Counter> turnedAway = new ConcurrentHashMap<>();
  private final Map<String, Counter> refused = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> remaining = new ConcurrentHashMap<>();
  private final Counter heard;

  BudgetMeters(MeterRegistry registry) {
    this.registry = registry;
    this.heard =
        Counter.builder("tenon.provider.budget.heard")
            .description("Times that another node told of a provider that said later")
            .register(registry);
  }

  @Override
  public void waited(ConnectorName connector, Urgency urgency, Duration waited) {
    waits.computeIfAbsent(kind(connector, urgency), this::timer).record(waited);
  }

  @Override
  public void refused(ConnectorName connector) {
    refused
        .computeIfAbsent(
            connectors.of(connector),
            label ->
                Counter.builder("tenon.provider.budget.refused")
                    .description("Calls to which the provider said later, such as by 429")
                    .tag("connector", label)
                    .register(registry))
        .increment();
  }

  @Override
  public void turnedAway(ConnectorName connector, Urgency urgency) {
    turnedAway
        .computeIfAbsent(
            kind(connector, urgency),
            kind ->
                Counter.builder("tenon.provider.budget.turned.away")
                    .description("Calls that the hub did not make, to keep to a provider's limit")
                    .tag("connector", kind.connector())
                    .tag("urgency", kind.urgency())
                    .register(registry))
        .increment();
  }

  @Override
  public void remaining(ConnectorName connector, int calls) {
    remaining.computeIfAbsent(connectors.of(connector), this::gauge).setPlain(calls);
  }

  @Override
  public void heard() {
    heard.increment();
  }

  private AtomicInteger gauge(String label) {
    AtomicInteger last = new AtomicInteger();
    Gauge.builder("tenon.provider.budget.remaining", last, AtomicInteger::get)
        .description("Calls that are left, as the provider said last to this process")
        .tag("connector", label)
        .register(registry);
    return last;
  }

  private Timer timer(Kind kind) {
    return Timer.builder("tenon.provider.budget.waits")
        .description("Waits for a turn at a provider")
        .tag("connector", kind.connector())
        .tag("urgency", kind.urgency())
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(120))
        .register(registry);
  }

  private Kind kind(ConnectorName connector, Urgency urgency) {
    return new Kind(connectors.of(connector), urgency.name().toLowerCase(Locale.ROOT));
  }

  private record Kind(String connector, String urgency) {}
}
