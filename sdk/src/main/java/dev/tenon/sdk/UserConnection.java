package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The connection of a user through an integration, looked up once. Safe for use by any thread.
final class UserConnection {
  private final TenonClient client;
  private final String integration;
  private final String user;
  private final AtomicReference<String> id = new AtomicReference<>("");

  UserConnection(TenonClient client, String integration, String user) {
    this.client = client;
    this.integration = integration;
    this.user = user;
  }

  /// Its id.
  ///
  /// @throws ConnectRequiredException where the user must connect first
  String id() {
    if (id.get().isEmpty()) {
      id.set(found());
    }
    return id.get();
  }

  private String found() {
    Optional<Connection> found = Optional.empty();
    for (Connection each :
        client.connections().list(ConnectionFilter.all().integration(integration).user(user))) {
      if (!each.status().equals("revoked")) {
        found = Optional.of(each);
        break;
      }
    }
    if (found.isEmpty()) {
      // Says why there is none, and where to connect.
      client.accessToken(integration, user);
      throw new HubRefusedException(
          new Problem(404, "not_found", "The user has no such connection.", JsonObject.empty()));
    }
    return found.get().id();
  }
}
