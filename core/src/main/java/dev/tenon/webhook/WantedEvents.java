package dev.tenon.webhook;

import java.util.Set;

/// What an endpoint is told of.
public sealed interface WantedEvents {
  /// Everything, also what there will be in time to come.
  record All() implements WantedEvents {}

  /// These alone.
  record Only(Set<WebhookEventType> types) implements WantedEvents {
    public Only {
      types = Set.copyOf(types);
    }
  }

  /// Whether `type` is one of them.
  default boolean include(WebhookEventType type) {
    return switch (this) {
      case All _ -> true;
      case Only(Set<WebhookEventType> types) -> types.contains(type);
    };
  }
}
