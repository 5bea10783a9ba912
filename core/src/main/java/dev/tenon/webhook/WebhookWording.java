package dev.tenon.webhook;

import dev.tenon.webhook.DeliveryQueue.Outgoing;

/// What an endpoint is sent of an event, in its own dialect. Safe for use by any thread; the same
/// event has the same body each time, as far as what it tells of has not changed.
@FunctionalInterface
public interface WebhookWording {
  /// The body that `endpoint` is sent of `outgoing`.
  ///
  /// @throws dev.tenon.workspace.StoreUnavailableException when it must be looked up and cannot be
  String body(WebhookEndpoint endpoint, Outgoing outgoing);

  /// The body as it is stored, whoever is told.
  static WebhookWording asStored() {
    return (_, outgoing) -> outgoing.body();
  }
}
