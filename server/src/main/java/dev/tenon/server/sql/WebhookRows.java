package dev.tenon.server.sql;

import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookDialect;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.WebhookSecrets;
import java.net.URI;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How endpoints and deliveries become rows and come back.
final class WebhookRows {
  private WebhookRows() {}

  /// What a person may change, in the order of the columns.
  static List<Object> values(WebhookEndpoint endpoint) {
    WebhookSecrets secrets = endpoint.secrets();
    return List.of(
        endpoint.url(),
        events(endpoint.events()),
        endpoint.description(),
        endpoint.enabled(),
        endpoint.disabledReason(),
        secrets.current(),
        secrets.number(),
        secrets.lastFour(),
        secrets.old().map(WebhookSecrets.Old::secret),
        secrets.old().map(WebhookSecrets.Old::until),
        endpoint.dialect().storedName(),
        endpoint.version());
  }

  static WebhookEndpoint endpoint(Row row) throws SQLException {
    return new WebhookEndpoint(
        new WebhookId(row.text("id")),
        row.workspace(),
        URI.create(row.text("url")),
        row.optionalText("events")
            .<WantedEvents>map(WebhookRows::readEvents)
            .orElseGet(WantedEvents.All::new),
        row.text("description"),
        row.flag("enabled"),
        row.optionalText("disabled_reason"),
        secrets(row),
        row.instant("created_at"),
        row.number("version"),
        standing(row),
        row.optionalText("dialect").flatMap(WebhookDialect::parse).orElse(WebhookDialect.STANDARD));
  }

  static Standing standing(Row row) throws SQLException {
    return new Standing(
        row.count("failures"),
        row.optionalInstant("failing_since"),
        row.optionalInstant("paused_until"));
  }

  static Delivery delivery(Row row) throws SQLException {
    return new Delivery(
        new WebhookEventId(row.text("event_id")),
        type(row.text("type")),
        row.text("subject"),
        row.number("sequence"),
        row.instant("at"),
        DeliveryState.parse(row.text("state"))
            .orElseThrow(() -> new IllegalStateException("an unknown state is stored")),
        row.count("attempts"),
        row.optionalInstant("next_attempt_at"),
        row.optionalInstant("last_attempt_at"),
        row.optionalText("last_status").map(Integer::valueOf),
        row.optionalText("last_error"));
  }

  private static WebhookSecrets secrets(Row row) throws SQLException {
    Optional<WebhookSecrets.Old> old =
        row.optionalSealed("old_secret").isEmpty()
            ? Optional.empty()
            : Optional.of(
                new WebhookSecrets.Old(row.sealed("old_secret"), row.instant("old_secret_until")));
    return new WebhookSecrets(
        row.sealed("secret"), row.number("secret_number"), row.text("secret_last_four"), old);
  }

  /// Between spaces, one at either end too, so that a name can be looked for with its bounds.
  private static Optional<String> events(WantedEvents events) {
    return switch (events) {
      case WantedEvents.All _ -> Optional.empty();
      case WantedEvents.Only(Set<WebhookEventType> types) ->
          Optional.of(
              types.stream()
                  .map(WebhookEventType::apiName)
                  .sorted()
                  .collect(Collectors.joining(" ", " ", " ")));
    };
  }

  private static WantedEvents.Only readEvents(String text) {
    return new WantedEvents.Only(
        Arrays.stream(text.split(" ", -1))
            .filter(name -> !name.isEmpty())
            .map(WebhookRows::type)
            .collect(Collectors.toSet()));
  }

  private static WebhookEventType type(String name) {
    return WebhookEventType.parse(name)
        .orElseThrow(() -> new IllegalStateException("an unknown type of event is stored"));
  }
}
