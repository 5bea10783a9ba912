package dev.tenon.server.admin.connections;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Connectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The OAuth clients of a workspace as they were when the page was asked for, by name.
final class Clients {
  private final Map<OAuthClientId, OAuthClient> byId = new LinkedHashMap<>();
  private final Connectors connectors;

  Clients(ConnectionParts parts, WorkspaceId workspace) {
    this.connectors = parts.connectors();
    parts.oauthClients().all(workspace).forEach(it -> byId.put(it.id(), it));
  }

  List<OAuthClient> all() {
    return List.copyOf(byId.values());
  }

  Optional<OAuthClient> find(OAuthClientId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Those that are as `wanted` says.
  Set<OAuthClientId> those(Predicate<OAuthClient> wanted) {
    return byId.values().stream()
        .filter(wanted)
        .map(OAuthClient::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What the provider is called; the connector's name where it is gone.
  String title(OAuthClient client) {
    return connector(client).map(Connector::title).orElse(client.connector().value());
  }

  /// Those that users connect.
  List<OAuthClient> forUsers() {
    return byId.values().stream().filter(this::isForUsers).toList();
  }

  boolean isForUsers(OAuthClient client) {
    return definition(client).map(ConnectionDefinition::isForUsers).orElse(true);
  }

  private Optional<ConnectionDefinition> definition(OAuthClient client) {
    return connector(client).flatMap(it -> it.definition(client.definition()));
  }

  private Optional<Connector> connector(OAuthClient client) {
    return connectors.find(client.home(), client.connector());
  }
}
