package dev.tenon.stores;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.PublicClient;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The OAuth clients in memory.
public final class InMemoryOAuthClientStore implements OAuthClientStore {
  private final InMemoryStores stores;
  private final Map<RowKey, OAuthClient> rows = new HashMap<>();

  InMemoryOAuthClientStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, IntegrationName name) {
    return stores.transaction(() -> named(workspace, name).map(this::whole));
  }

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, OAuthClientId id) {
    return stores.transaction(
        () -> Optional.ofNullable(rows.get(key(workspace, id))).map(this::whole));
  }

  @Override
  public List<OAuthClient> all(WorkspaceId workspace) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(client -> client.workspace().equals(workspace))
                .map(this::whole)
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
  public List<PublicClient> lent() {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(OAuthClient::lent)
                .map(
                    client ->
                        new PublicClient(
                            client.workspace(),
                            provider(client.workspace()),
                            client.id(),
                            client.name(),
                            client.connector(),
                            client.definition()))
                .sorted(Comparator.comparing(PublicClient::reference))
                .toList());
  }

  @Override
  public int borrowers(WorkspaceId lender, OAuthClientId id) {
    return stores.transaction(() -> borrowing(lender, id)).size();
  }

  @Override
  public boolean create(OAuthClient client, AuditEvent event) {
    return stores.settings(
        event,
        () ->
            named(client.workspace(), client.name()).isEmpty()
                && rows.putIfAbsent(key(client.workspace(), client.id()), client.ownPart())
                    == null);
  }

  @Override
  public UpdateResult update(OAuthClient client, AuditEvent event) {
    UpdateResult result = stores.transaction(() -> replace(client, event));
    if (result == UpdateResult.UPDATED) {
      announce(client.workspace(), client.id());
    }
    return result;
  }

  @Override
  public DeleteResult delete(WorkspaceId workspace, OAuthClientId id, AuditEvent event) {
    DeleteResult result = stores.transaction(() -> remove(workspace, id, event));
    if (result instanceof DeleteResult.Deleted) {
      announce(workspace, id);
    }
    return result;
  }

  /// Replaces the rejection of the stored `client` where `condition` holds of it.
  boolean stand(
      OAuthClient client, Predicate<OAuthClient> condition, Optional<ClientRejection> rejection) {
    Optional<OAuthClient> stored =
        Optional.ofNullable(rows.get(key(client.workspace(), client.id())))
            .map(this::whole)
            .filter(condition);
    stored.ifPresent(
        it -> rows.put(key(it.workspace(), it.id()), it.withRejection(rejection).ownPart()));
    return stored.isPresent();
  }

  /// Writes `by` in place of `app` in the lists of the workspace's clients, which it returns as
  /// they were.
  List<OAuthClient> replaceApp(WorkspaceId workspace, AppName app, Set<AppName> by, Instant at) {
    List<OAuthClient> changed = new ArrayList<>();
    for (OAuthClient client : everything()) {
      if (client.workspace().equals(workspace)
          && client.apps() instanceof AppAccess.Only(Set<AppName> apps)
          && apps.contains(app)) {
        Set<AppName> others = new HashSet<>(apps);
        others.remove(app);
        others.addAll(by);
        rows.put(key(workspace, client.id()), Samples.forApps(client, others, at));
        changed.add(client);
      }
    }
    return changed;
  }

  /// Every client of every workspace.
  List<OAuthClient> everything() {
    return List.copyOf(rows.values());
  }

  boolean exists(WorkspaceId workspace, OAuthClientId id) {
    return rows.containsKey(key(workspace, id));
  }

  /// With what its lender says now, where it is borrowed.
  private OAuthClient whole(OAuthClient client) {
    return client
        .loan()
        .map(
            loan ->
                client.borrowing(
                    Optional.ofNullable(rows.get(key(loan.lender(), loan.client()))),
                    provider(loan.lender())))
        .orElse(client);
  }

  private String provider(WorkspaceId workspace) {
    return stores.workspaces().find(workspace).map(Workspace::name).orElseGet(workspace::value);
  }

  private Set<WorkspaceId> borrowing(WorkspaceId lender, OAuthClientId id) {
    return rows.values().stream()
        .filter(
            client ->
                client
                    .loan()
                    .filter(it -> it.lender().equals(lender) && it.client().equals(id))
                    .isPresent())
        .map(OAuthClient::workspace)
        .collect(Collectors.toSet());
  }

  private void announce(WorkspaceId workspace, OAuthClientId id) {
    stores.changes().announce(new Change.SettingsChanged(workspace));
    borrowing(workspace, id)
        .forEach(it -> stores.changes().announce(new Change.SettingsChanged(it)));
  }

  private UpdateResult replace(OAuthClient whole, AuditEvent event) {
    OAuthClient client = whole.ownPart();
    OAuthClient old = rows.get(key(client.workspace(), client.id()));
    if (old == null || old.version() != client.version() - 1) {
      return UpdateResult.CHANGED_MEANWHILE;
    }
    Optional<OAuthClient> named = named(client.workspace(), client.name());
    if (named.isPresent() && !named.get().id().equals(client.id())) {
      return UpdateResult.NAME_TAKEN;
    }
    rows.put(key(client.workspace(), client.id()), createdAsBefore(client, old));
    stores.workspaces().follow(client.workspace(), old.name().value(), client.name().value());
    stores.auditLog().add(event);
    return UpdateResult.UPDATED;
  }

  private DeleteResult remove(WorkspaceId workspace, OAuthClientId id, AuditEvent event) {
    OAuthClient found = rows.get(key(workspace, id));
    if (found == null) {
      return new DeleteResult.Missing();
    }
    int connections = stores.connections().live(workspace, id);
    if (connections > 0) {
      return new DeleteResult.InUse(connections);
    }
    int borrowers = found.lent() ? borrowing(workspace, id).size() : 0;
    if (borrowers > 0) {
      return new DeleteResult.Borrowed(borrowers);
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
        old.rejection(),
        client.loan());
  }

  private static RowKey key(WorkspaceId workspace, OAuthClientId id) {
    return new RowKey(workspace, id.value());
  }
}
