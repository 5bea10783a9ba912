package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ConnectorName;
import dev.tenon.exchange.IssuerId;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import java.util.Optional;
import java.util.function.Function;

/// Reads the names and ids of paths. A text that can be none reads as empty and is answered like
/// one that does not exist.
final class Ids {
  private Ids() {}

  static Optional<KeyId> key(String text) {
    return read(text, KeyId::new);
  }

  static Optional<AppName> app(String text) {
    return read(text, AppName::new);
  }

  static Optional<UserId> user(String text) {
    return read(text, UserId::new);
  }

  static Optional<IntegrationName> integration(String text) {
    return read(text, IntegrationName::new);
  }

  static Optional<ConnectorName> connector(String text) {
    return read(text, ConnectorName::new);
  }

  static Optional<ConnectionId> connection(String text) {
    return read(text, ConnectionId::new);
  }

  static Optional<ConnectLinkId> link(String text) {
    return read(text, ConnectLinkId::new);
  }

  static Optional<WebhookId> webhook(String text) {
    return read(text, WebhookId::new);
  }

  static Optional<WebhookEventId> webhookEvent(String text) {
    return read(text, WebhookEventId::new);
  }

  static Optional<IssuerId> issuer(String text) {
    return read(text, IssuerId::new);
  }

  private static <T> Optional<T> read(String text, Function<String, T> type) {
    try {
      return Optional.of(type.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
