package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.Retentions;
import dev.tenon.workspace.Workspace;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The retentions in memory.
public final class InMemoryRetentions implements Retentions {
  private final InMemoryStores stores;
  private final Map<WorkspaceId, Retention> rows = new HashMap<>();

  InMemoryRetentions(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Retention find(WorkspaceId workspace) {
    return stores.transaction(() -> rows.getOrDefault(workspace, Retention.standard()));
  }

  @Override
  public boolean replace(
      WorkspaceId workspace, Retention before, Retention after, AuditEvent event) {
    return stores.audited(
        event,
        () -> {
          boolean same = rows.getOrDefault(workspace, Retention.standard()).equals(before);
          if (same) {
            rows.put(workspace, after);
          }
          return same;
        });
  }

  @Override
  public List<Kept> page(Optional<WorkspaceId> after, int limit) {
    return stores.workspaces().all().stream()
        .map(Workspace::id)
        .sorted(Comparator.comparing(WorkspaceId::value))
        .filter(it -> after.isEmpty() || it.value().compareTo(after.get().value()) > 0)
        .limit(limit)
        .map(it -> new Kept(it, find(it)))
        .toList();
  }
}
