package dev.tenon.webhook;

import java.util.Locale;
import java.util.Optional;

/// How an endpoint is told: the shape of the body, the signature, and when it is tried again.
public enum WebhookDialect {
  /// Standard Webhooks 1.0.
  STANDARD,
  /// As Leaf tells: `X-Leaf-Signature`, tried again after 1, 30, 60 and 240 minutes.
  LEAF;

  /// The name in the store.
  public String storedName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The dialect that the store calls `name`.
  public static Optional<WebhookDialect> parse(String name) {
    for (WebhookDialect dialect : values()) {
      if (dialect.storedName().equals(name)) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }
}
