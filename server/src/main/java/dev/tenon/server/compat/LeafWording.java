package dev.tenon.server.compat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonReader;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.WebhookDialect;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookWording;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Says events as Leaf's alerts do, to endpoints that were registered there; to all others as they
/// are stored.
public final class LeafWording implements WebhookWording {
  private final ConnectionStore connections;
  private final OAuthClientStore clients;
  private final JsonReader reader = new JsonReader();

  /// Looks up there what an event tells of.
  public LeafWording(ConnectionStore connections, OAuthClientStore clients) {
    this.connections = connections;
    this.clients = clients;
  }

  @Override
  public String body(WebhookEndpoint endpoint, Outgoing outgoing) {
    if (endpoint.dialect() != WebhookDialect.LEAF) {
      return outgoing.body();
    }
    Fields event = new Fields(reader.readObject(outgoing.body().getBytes(StandardCharsets.UTF_8)));
    String type = event.text("type").orElse("");
    if (type.equals(WebhookEventType.WEBHOOK_TEST.apiName())) {
      return text(json -> json.text("message", "This address is registered for alerts."));
    }
    Optional<Fields> data = event.object("data");
    Optional<Connection> connection =
        data.flatMap(it -> it.text("connection_id"))
            .flatMap(id -> connections.find(endpoint.workspace(), new ConnectionId(id)));
    return text(
        json -> {
          json.text("type", leafName(type)).text("timestamp", event.text("timestamp").orElse(""));
          connection.ifPresent(it -> write(json, endpoint.workspace(), it));
          data.flatMap(it -> it.text("status"))
              .flatMap(Status::parse)
              .ifPresent(it -> json.text("status", CredentialJson.status(it)));
        });
  }

  private void write(JsonWriter json, WorkspaceId workspace, Connection connection) {
    Optional<LeafProvider> provider =
        clients.find(workspace, connection.oauthClient()).flatMap(LeafProvider::of);
    json.text("provider", provider.map(LeafProvider::name).orElse(""))
        .text("credential", provider.map(LeafProvider::credentialsPath).orElse(""))
        .text("credentialId", connection.id().value())
        .text("message", connection.lastError().map(LastError::message).orElse(""));
    if (connection.owner() instanceof Owner.User user) {
      json.text("leafUserId", user.id().value());
    }
  }

  private static String leafName(String type) {
    return AlertRoutes.EVENTS.entrySet().stream()
        .filter(it -> it.getValue().apiName().equals(type))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(type);
  }

  private static String text(Consumer<JsonWriter> members) {
    return new String(JsonWriter.object(members), StandardCharsets.UTF_8);
  }
}
