package dev.tenon.stores;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppChange;
import dev.tenon.app.AppStore;
import dev.tenon.app.Renaming;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The apps in memory.
public final class InMemoryAppStore implements AppStore {
  private final InMemoryStores stores;
  private final Map<RowKey, App> rows = new HashMap<>();

  InMemoryAppStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<App> find(WorkspaceId workspace, AppName name) {
    return stores.transaction(() -> Optional.ofNullable(rows.get(key(workspace, name))));
  }

  @Override
  public List<App> all(WorkspaceId workspace) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(app -> app.workspace().equals(workspace))
                .sorted(Comparator.comparing(app -> app.name().value()))
                .toList());
  }

  @Override
  public boolean create(App app, AuditEvent event) {
    return stores.settings(
        event, () -> rows.putIfAbsent(key(app.workspace(), app.name()), app) == null);
  }

  @Override
  public boolean update(WorkspaceId workspace, AppName name, AppChange change, AuditEvent event) {
    return stores.settings(
        event,
        () ->
            rows.computeIfPresent(
                    key(workspace, name),
                    (_, old) ->
                        old.withReturnUrls(change.returnUrls().orElse(old.returnUrls()))
                            .withAllowedCalls(change.allowedCalls().orElse(old.allowedCalls())))
                != null);
  }

  @Override
  public Renaming rename(WorkspaceId workspace, AppName name, AppName other, AuditEvent event) {
    AtomicReference<Renaming> outcome = new AtomicReference<>(Renaming.DONE);
    stores.settings(
        event,
        () -> {
          App app = rows.get(key(workspace, name));
          if (app == null) {
            outcome.set(Renaming.UNKNOWN);
          } else if (rows.containsKey(key(workspace, other))
              || stores.connections().isHeldBy(workspace, other)) {
            outcome.set(Renaming.TAKEN);
          } else {
            rows.remove(key(workspace, name));
            rows.put(
                key(workspace, other),
                new App(workspace, other, app.returnUrls(), app.allowedCalls(), app.createdAt()));
            stores.apiKeys().renameApp(workspace, name, other);
            stores.oauthClients().replaceApp(workspace, name, Set.of(other), event.at());
            stores.connections().renameApp(workspace, name, other);
            stores.connects().renameApp(workspace, name, other);
          }
          return outcome.get() == Renaming.DONE;
        });
    return outcome.get();
  }

  @Override
  public boolean delete(WorkspaceId workspace, AppName name, AuditEvent event) {
    return stores.settings(
        event,
        () -> {
          if (rows.remove(key(workspace, name)) == null) {
            return false;
          }
          stores.apiKeys().revokeAll(workspace, name, event.at());
          stores
              .oauthClients()
              .replaceApp(workspace, name, Set.of(), event.at())
              .forEach(client -> stores.auditLog().add(lost(client, name, event)));
          return true;
        });
  }

  private static AuditEvent lost(OAuthClient client, AppName app, AuditEvent deletion) {
    return new AuditEvent(
        client.workspace(),
        deletion.at(),
        deletion.actor(),
        "oauth_client.changed",
        client.id().value(),
        Map.of("name", client.name().value(), "deleted_app", app.value()));
  }

  boolean exists(WorkspaceId workspace, AppName name) {
    return rows.containsKey(key(workspace, name));
  }

  private static RowKey key(WorkspaceId workspace, AppName name) {
    return new RowKey(workspace, name.value());
  }
}
