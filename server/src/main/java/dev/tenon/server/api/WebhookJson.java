package dev.tenon.server.api;

import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookSecrets;
import dev.tenon.webhook.Webhooks.WithSecret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Writes endpoints and deliveries; the secret only where it has just been made.
final class WebhookJson {
  private WebhookJson() {}

  static void write(JsonWriter json, WebhookEndpoint endpoint, Instant now) {
    json.text("id", endpoint.id().value()).text("url", endpoint.url().toString());
    switch (endpoint.events()) {
      case WantedEvents.All _ -> json.text("events", "all");
      case WantedEvents.Only(Set<WebhookEventType> types) ->
          json.texts("events", types.stream().map(WebhookEventType::apiName).sorted().toList());
    }
    json.text("description", endpoint.description())
        .flag("enabled", endpoint.enabled())
        .text("disabled_reason", endpoint.disabledReason())
        .text("secret_last_four", endpoint.secrets().lastFour())
        .time("old_secret_until", oldSecretUntil(endpoint, now))
        .time("failing_since", endpoint.standing().failingSince())
        .time("created_at", endpoint.createdAt());
  }

  static void write(JsonWriter json, WithSecret made, Instant now) {
    write(json, made.endpoint(), now);
    json.text("secret", made.secret().reveal());
  }

  static void write(JsonWriter json, Delivery delivery) {
    json.text("id", delivery.event().value())
        .text("type", delivery.type().apiName())
        .text("subject", delivery.subject())
        .number("sequence", delivery.sequence())
        .time("at", delivery.at())
        .text("state", delivery.state().apiName())
        .number("attempts", delivery.attempts())
        .time("next_attempt_at", delivery.nextAttemptAt())
        .time("last_attempt_at", delivery.lastAttemptAt());
    delivery
        .lastStatus()
        .ifPresentOrElse(
            status -> json.number("last_status", status), () -> json.nothing("last_status"));
    json.text("last_error", delivery.lastError());
  }

  private static Optional<Instant> oldSecretUntil(WebhookEndpoint endpoint, Instant now) {
    return endpoint.secrets().old().map(WebhookSecrets.Old::until).filter(now::isBefore);
  }
}
