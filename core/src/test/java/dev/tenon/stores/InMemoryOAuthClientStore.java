package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.workspace.Change;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The OAuth clients in memory.
public final class InMemoryOAuthClientStore implements OAuthClientStore {
  private final InMemoryStores stores;
  private final Map<RowKey, OAuthClient> rows = new HashMap<>();

  InMemoryOAuthClientStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, IntegrationName name) {
    return stores.transaction(() -> named(workspace, name));
  }

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, OAuthClientId id) {
    return stores.transaction(() -> Optional.ofNullable(rows.get(key(workspace, id))));
  }

  @Override
  public List<OAuthClient> all(WorkspaceId workspace) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(client -> client.workspace().equals(workspace))
                .sorted(Comparator.comparing(client -> client.name().value()))
                .toList());
  }

  @Override
  public List<OAuthClient> withClientId(String clientId) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(client -> client.clientId().equals(clientId))
                .sorted(
                    Comparator.comparing(OAuthClient::createdAt)
                        .thenComparing(client -> client.id().value()))
                .toList());
  }

  @Override
  public boolean create(OAuthClient client, AuditEvent event) {
    return stores.settings(
        event,
        () ->
            named(client.workspace(), client.name()).isEmpty()
                && rows.putIfAbsent(key(client.workspace(), client.id()), client) == null);
  }

  @Override
  public UpdateResult update(OAuthClient client, AuditEvent event) {
    UpdateResult result = stores.transaction(() -> replace(client, event));
    if (result == UpdateResult.UPDATED) {
      stores.changes().announce(new Change.SettingsChanged(client.workspace()));
    }
    return result;
  }

  @Override
  public DeleteResult delete(WorkspaceId workspace, OAuthClientId id, AuditEvent event) {
    DeleteResult result = stores.transaction(() -> remove(workspace, id, event));
    if (result instanceof DeleteResult.Deleted) {
      stores.changes().announce(new Change.SettingsChanged(workspace));
    }
    return result;
  }

  /// Replaces the rejection of the stored `client` where `condition` holds of it.
  boolean stand(
      OAuthClient client, Predicate<OAuthClient> condition, Optional<ClientRejection> rejection) {
    Optional<OAuthClient> stored =
        Optional.ofNullable(rows.get(key(client.workspace(), client.id()))).filter(condition);
    stored.ifPresent(it -> rows.put(key(it.workspace(), it.id()), it.withRejection(rejection)));
    return stored.isPresent();
  }

  /// Every client of every workspace.
  List<OAuthClient> everything() {
    return List.copyOf(rows.values());
  }

  boolean exists(WorkspaceId workspace, OAuthClientId id) {
    return rows.containsKey(key(workspace, id));
  }

  private UpdateResult replace(OAuthClient client, AuditEvent event) {
    OAuthClient old = rows.get(key(client.workspace(), client.id()));
    if (old == null || old.version() != client.version() - 1) {
      return UpdateResult.CHANGED_MEANWHILE;
    }
    Optional<OAuthClient> named = named(client.workspace(), client.name());
    if (named.isPresent() && !named.get().id().equals(client.id())) {
      return UpdateResult.NAME_TAKEN;
    }
    rows.put(key(client.workspace(), client.id()), createdAsBefore(client, old));
    stores.auditLog().add(event);
    return UpdateResult.UPDATED;
  }

  private DeleteResult remove(WorkspaceId workspace, OAuthClientId id, AuditEvent event) {
    if (!exists(workspace, id)) {
      return new DeleteResult.Missing();
    }
    int connections = stores.connections().live(workspace, id);
    if (connections > 0) {
      return new DeleteResult.InUse(connections);
    }
    rows.remove(key(workspace, id));
    stores.auditLog().add(event);
    return new DeleteResult.Deleted();
  }

  private Optional<OAuthClient> named(WorkspaceId workspace, IntegrationName name) {
    return rows.values().stream()
        .filter(client -> client.workspace().equals(workspace) && client.name().equals(name))
        .findFirst();
  }

  private static OAuthClient createdAsBefore(OAuthClient client, OAuthClient old) {
    return new OAuthClient(
        client.id(),
        client.workspace(),
        client.name(),
        client.connector(),
        client.definition(),
        client.clientId(),
        client.secrets(),
        client.addresses(),
        client.scope(),
        client.prompt(),
        client.authentication(),
        client.refreshMode(),
        client.lent(),
        client.apps(),
        client.parameters(),
        client.version(),
        old.createdAt(),
        client.updatedAt(),
        old.rejection());
  }

  private static RowKey key(WorkspaceId workspace, OAuthClientId id) {
    return new RowKey(workspace, id.value());
  }
}
