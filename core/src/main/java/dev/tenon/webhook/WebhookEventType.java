package dev.tenon.webhook;

import dev.tenon.connection.Status;
import java.util.Locale;
import java.util.Optional;

/// What an endpoint can be told of.
public enum WebhookEventType {
  /// A user (or an app) has connected, for the first time or again, and tokens can be had.
  CONNECTION_CONNECTED,
  /// A refresh failed and the hub goes on trying; told once, not for every failure.
  CONNECTION_FAILING,
  /// What failed works again.
  CONNECTION_RECOVERED,
  /// The user will have to consent again before long.
  CONNECTION_REAUTHORIZATION_DUE,
  /// Nothing works until the user connects again.
  CONNECTION_REAUTHORIZATION_REQUIRED,
  /// It was ended.
  CONNECTION_REVOKED,
  /// The provider rejects the OAuth client: the admin's to mend.
  OAUTH_CLIENT_REJECTED,
  /// The provider accepts the OAuth client again.
  OAUTH_CLIENT_RECOVERED,
  /// A secret of the OAuth client ends before long.
  OAUTH_CLIENT_SECRET_EXPIRING,
  /// A run of a sync has found records that are new, another or gone.
  RECORDS_CHANGED,
  /// A run of a sync was not complete; told once, not for every run.
  SYNC_FAILED,
  /// A run of it is complete again.
  SYNC_RECOVERED,
  /// Asked for by an admin, to try an endpoint.
  WEBHOOK_TEST;

  private final String apiName;

  WebhookEventType() {
    String name = name().toLowerCase(Locale.ROOT);
    String noun = name.startsWith("oauth_client") ? "oauth_client" : name.split("_", 2)[0];
    this.apiName = noun + "." + name.substring(noun.length() + 1);
  }

  /// The name in the API: `connection.reauthorization_required`.
  public String apiName() {
    return apiName;
  }

  /// The type that the API calls `name`.
  public static Optional<WebhookEventType> parse(String name) {
    for (WebhookEventType type : values()) {
      if (type.apiName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// What is told of an event of a connection; empty for most, of which nobody need know.
  ///
  /// @param event the type of the [dev.tenon.connection.ConnectionEvent]
  /// @param before the status before it; empty where that is not known
  /// @param after the status with it
  public static Optional<WebhookEventType> of(String event, Optional<Status> before, Status after) {
    boolean wasFailing = before.equals(Optional.of(Status.FAILING));
    boolean wasDead = before.equals(Optional.of(Status.REAUTHORIZATION_REQUIRED));
    return switch (event) {
      case "connected", "confirmed" ->
          Optional.of(CONNECTION_CONNECTED).filter(_ -> after == Status.ACTIVE);
      case "refresh_failed" ->
          Optional.of(CONNECTION_FAILING).filter(_ -> after == Status.FAILING && !wasFailing);
      // Told with the first of the two that a store writes: from the second one on the connection
      // was active before.
      case "refreshed", "recovered" ->
          Optional.of(CONNECTION_RECOVERED)
              .filter(_ -> after == Status.ACTIVE && (wasFailing || wasDead));
      case "reauthorization_due" -> Optional.of(CONNECTION_REAUTHORIZATION_DUE);
      case "reauthorization_required" -> Optional.of(CONNECTION_REAUTHORIZATION_REQUIRED);
      case "revoked" -> Optional.of(CONNECTION_REVOKED);
      default -> Optional.empty();
    };
  }
}
