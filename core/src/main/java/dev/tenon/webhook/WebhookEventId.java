package dev.tenon.webhook;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names an event: the `webhook-id` of every delivery of it, by which a receiver knows what it has
/// had already (security row G4).
///
/// @param value `evt_` and letters and digits
public record WebhookEventId(String value) {
  public WebhookEventId {
    Names.requireId("evt_", value);
  }

  /// A new id.
  public static WebhookEventId random(RandomGenerator random) {
    return new WebhookEventId("evt_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
