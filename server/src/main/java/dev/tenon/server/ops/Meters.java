package dev.tenon.server.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The hub's metrics. Labels are words of ours (routes, statuses, codes), never names of people,
/// connections or secrets. Safe for use by any thread; counting takes no lock.
public final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<RequestLabels, Timer> requests = new ConcurrentHashMap<>();
  private final Map<String, Counter> tokens = new ConcurrentHashMap<>();
  private final RefreshMeters refreshes = new RefreshMeters(registry);
  private final WebhookMeters webhooks = new WebhookMeters(registry);
  private final BudgetMeters budgets = new BudgetMeters(registry);
  private final SyncMeters syncs = new SyncMeters(registry);
  private volatile Optional<EngineGauges> gauges = Optional.empty();

  /// A request was answered: `tenon_http_requests_seconds` by method, route and status.
  public void requestAnswered(String method, String route, int status, long nanos) {
    requests
        .computeIfAbsent(new RequestLabels(method, route, status), this::requestTimer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /// A request for a token was answered: `tenon_token_answers_total` by result.
  public void tokenAnswered(String result) {
    tokens
        .computeIfAbsent(
            result,
            it ->
                Counter.builder("tenon.token.answers")
                    .description("Answers to requests for a token")
                    .tag("result", it)
                    .register(registry))
        .increment();
  }

  /// What the engine does.
  public RefreshMeters refreshes() {
    return refreshes;
  }

  /// What is sent to webhooks.
  public WebhookMeters webhooks() {
    return webhooks;
  }

  /// How calls fare with providers' limits.
  public BudgetMeters budgets() {
    return budgets;
  }

  /// How syncs fare.
  public SyncMeters syncs() {
    return syncs;
  }

  /// Shows `figures` from now on. To be called once.
  public void watch(EngineFigures figures, InstantSource clock) {
    gauges = Optional.of(new EngineGauges(registry, figures, clock));
  }

  /// Everything, in Prometheus' text format.
  String scrape() {
    gauges.ifPresent(EngineGauges::refresh);
    return registry.scrape();
  }

  private Timer requestTimer(RequestLabels labels) {
    return Timer.builder("tenon.http.requests")
        .description("Answered requests")
        .tag("method", labels.method())
        .tag("route", labels.route().isEmpty() ? "none" : labels.route())
        .tag("status", Integer.toString(labels.status()))
        .register(registry);
  }

  private record RequestLabels(String method, String route, int status) {}
}
