package dev.tenon.server.api;

import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonText;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookEventType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what requests say of webhooks.
final class WebhookFields {
  private static final int LONGEST_DESCRIPTION = 500;

  private WebhookFields() {}

  /// What is to be told; empty where nothing is said of it.
  static Optional<WantedEvents> events(Fields fields) {
    Optional<Json> value = fields.any("events");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof JsonText(String word) && word.equals("all")) {
      return Optional.of(new WantedEvents.All());
    }
    if (!(value.get() instanceof JsonList(List<Json> items)) || items.isEmpty()) {
      fields.problem("events", "must be \"all\" or a list of at least one event");
      return Optional.empty();
    }
    return fields
        .texts("events", WebhookFields::event)
        .map(Set::copyOf)
        .map(WantedEvents.Only::new);
  }

  static Optional<String> description(Fields fields) {
    return fields.text("description", WebhookFields::description);
  }

  private static WebhookEventType event(String text) {
    return WebhookEventType.parse(text)
        .filter(type -> type != WebhookEventType.WEBHOOK_TEST)
        .orElseThrow(() -> new IllegalArgumentException("there is no such event"));
  }

  private static String description(String text) {
    if (text.length() > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException(
          "it has more than %d characters".formatted(LONGEST_DESCRIPTION));
    }
    return text;
  }
}
