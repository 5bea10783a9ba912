package dev.tenon.stores;

import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import java.time.Instant;
import java.util.Optional;

/// Endpoints and deliveries with single parts replaced.
final class WebhookRow {
  private WebhookRow() {}

  static WebhookEndpoint with(WebhookEndpoint it, Standing standing) {
    return with(it, it.enabled(), it.disabledReason(), it.version(), standing);
  }

  static WebhookEndpoint disabled(WebhookEndpoint it, String reason) {
    return with(it, false, Optional.of(reason), it.version() + 1, it.standing());
  }

  private static WebhookEndpoint with(
      WebhookEndpoint it,
      boolean enabled,
      Optional<String> disabledReason,
      long version,
      Standing standing) {
    return new WebhookEndpoint(
        it.id(),
        it.workspace(),
        it.url(),
        it.events(),
        it.description(),
        enabled,
        disabledReason,
        it.secrets(),
        it.createdAt(),
        version,
        standing,
        it.dialect());
  }

  static Delivery due(Delivery it, Instant at) {
    return new Delivery(
        it.event(),
        it.type(),
        it.subject(),
        it.sequence(),
        it.at(),
        DeliveryState.PENDING,
        0,
        Optional.of(at),
        it.lastAttemptAt(),
        it.lastStatus(),
        it.lastError());
  }

  static Delivery claimed(Delivery it, Instant now) {
    return new Delivery(
        it.event(),
        it.type(),
        it.subject(),
        it.sequence(),
        it.at(),
        it.state(),
        it.attempts() + 1,
        it.nextAttemptAt(),
        Optional.of(now),
        it.lastStatus(),
        it.lastError());
  }

  static Delivery with(
      Delivery it,
      DeliveryState state,
      Optional<Instant> next,
      Optional<Integer> status,
      Optional<String> error) {
    return new Delivery(
        it.event(),
        it.type(),
        it.subject(),
        it.sequence(),
        it.at(),
        state,
        it.attempts(),
        next,
        it.lastAttemptAt(),
        status,
        error);
  }
}
