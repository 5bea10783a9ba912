package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// How webhooks and deliveries are shown.
final class WebhookBadges {
  private WebhookBadges() {}

  static Badge of(WebhookEndpoint it, Instant now) {
    if (!it.enabled()) {
      return it.disabledReason().isPresent()
          ? Badge.bad("Disabled by the hub")
          : Badge.plain("Disabled");
    }
    if (it.standing().pausedUntil().filter(now::isBefore).isPresent()) {
      return Badge.wait("Paused");
    }
    return it.standing().failures() > 0 ? Badge.wait("Failing") : Badge.good("Enabled");
  }

  static Badge of(DeliveryState state) {
    return switch (state) {
      case PENDING -> Badge.wait("Pending");
      case DELIVERED -> Badge.good("Delivered");
      case FAILED -> Badge.bad("Failed");
    };
  }

  /// The events that it wants, as they are called in the API.
  static List<String> wanted(WebhookEndpoint it) {
    return switch (it.events()) {
      case WantedEvents.All _ -> List.of("all events");
      case WantedEvents.Only(var types) ->
          types.stream().map(WebhookEventType::apiName).sorted().toList();
    };
  }

  /// The events that can be chosen.
  static Stream<WebhookEventType> choosable() {
    return Stream.of(WebhookEventType.values()).filter(it -> it != WebhookEventType.WEBHOOK_TEST);
  }

  /// What an event is, in a few words.
  static String about(WebhookEventType type) {
    return switch (type) {
      case CONNECTION_CONNECTED -> "Somebody has connected; tokens can be had";
      case CONNECTION_FAILING -> "A refresh failed, and the hub goes on trying";
      case CONNECTION_RECOVERED -> "What failed works again";
      case CONNECTION_REAUTHORIZATION_DUE -> "A user has to consent again before long";
      case CONNECTION_REAUTHORIZATION_REQUIRED -> "Nothing works until the user connects again";
      case CONNECTION_REVOKED -> "A connection was ended";
      case OAUTH_CLIENT_REJECTED -> "A provider rejects an OAuth client";
      case OAUTH_CLIENT_RECOVERED -> "The provider accepts it again";
      case OAUTH_CLIENT_SECRET_EXPIRING -> "A client secret ends before long";
      case RECORDS_CHANGED -> "A sync has found records that are new, another or gone";
      case SYNC_FAILED -> "A run of a sync was not complete";
      case SYNC_RECOVERED -> "A run of it is complete again";
      case WEBHOOK_TEST -> "A test";
    };
  }
}
