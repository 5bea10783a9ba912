package dev.tenon.server.ops;

import dev.tenon.webhook.WebhookObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What is sent to webhooks, in numbers. Safe for use by any thread.
public final class WebhookMeters implements WebhookObserver {
  private final Counter delivered;
  private final Counter failed;
  private final Counter givenUp;
  private final Counter disabled;

  WebhookMeters(MeterRegistry registry) {
    this.delivered = deliveries(registry, "delivered");
    this.failed = deliveries(registry, "failed");
    this.givenUp = deliveries(registry, "given_up");
    this.disabled =
        Counter.builder("tenon.webhook.endpoints.disabled")
            .description("Webhooks that the hub disabled because they took nothing")
            .register(registry);
  }

  @Override
  public void delivered() {
    delivered.increment();
  }

  @Override
  public void failed() {
    failed.increment();
  }

  @Override
  public void givenUp() {
    givenUp.increment();
  }

  @Override
  public void disabled() {
    disabled.increment();
  }

  private static Counter deliveries(MeterRegistry registry, String outcome) {
    return Counter.builder("tenon.webhook.deliveries")
        .description("Attempts to deliver to webhooks")
        .tag("outcome", outcome)
        .register(registry);
  }
}
