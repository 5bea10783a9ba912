package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The workspaces in memory.
public final class InMemoryWorkspaces implements Workspaces {
  private final InMemoryStores stores;
  private final Map<WorkspaceId, Workspace> rows = new HashMap<>();

  InMemoryWorkspaces(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<Workspace> find(WorkspaceId id) {
    return stores.transaction(() -> Optional.ofNullable(rows.get(id)));
  }

  @Override
  public List<Workspace> all() {
    return stores.transaction(
        () ->
            rows.values().stream()
                .sorted(
                    Comparator.comparing(Workspace::createdAt)
                        .thenComparing(workspace -> workspace.id().value()))
                .toList());
  }

  @Override
  public boolean create(Workspace workspace, AuditEvent event) {
    return stores.settings(event, () -> rows.putIfAbsent(workspace.id(), workspace) == null);
  }

  @Override
  public boolean update(Workspace before, Workspace after, AuditEvent event) {
    return stores.settings(
        event,
        () -> {
          Optional<Workspace> old =
              Optional.ofNullable(rows.get(before.id()))
                  .filter(it -> it.equals(of(before, it.createdAt())));
          old.ifPresent(it -> rows.put(before.id(), of(after, it.createdAt())));
          return old.isPresent();
        });
  }

  private static Workspace of(Workspace settings, Instant createdAt) {
    return new Workspace(
        settings.id(),
        settings.name(),
        settings.linkVerification(),
        settings.signIn(),
        settings.exactCompatibility(),
        createdAt);
  }

  /// The workspace's users go on signing in at the OAuth client of another name.
  void follow(WorkspaceId workspace, String before, String after) {
    rows.computeIfPresent(
        workspace,
        (id, old) ->
            new Workspace(
                id,
                old.name(),
                old.linkVerification(),
                old.signIn()
                    .map(
                        it ->
                            it.oauthClient().equals(before)
                                ? new Workspace.SignIn(after, it.claim())
                                : it),
                old.exactCompatibility(),
                old.createdAt()));
  }
}
