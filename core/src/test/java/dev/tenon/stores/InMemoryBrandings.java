package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Brandings;
import java.util.HashMap;
import java.util.Map;

/// The brandings in memory.
public final class InMemoryBrandings implements Brandings {
  private final InMemoryStores stores;
  private final Map<WorkspaceId, Branding> rows = new HashMap<>();

  InMemoryBrandings(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Branding find(WorkspaceId workspace) {
    return stores.transaction(() -> rows.getOrDefault(workspace, Branding.none()));
  }

  @Override
  public void save(WorkspaceId workspace, Branding branding, AuditEvent event) {
    stores.audited(
        event,
        () -> {
          rows.put(workspace, branding);
          return true;
        });
  }
}
