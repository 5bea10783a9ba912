package dev.tenon.webhook;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names an endpoint.
///
/// @param value `whk_` and letters and digits
public record WebhookId(String value) {
  public WebhookId {
    Names.requireId("whk_", value);
  }

  /// A new id.
  public static WebhookId random(RandomGenerator random) {
    return new WebhookId("whk_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
