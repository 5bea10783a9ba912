package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.entry.MemberProvider;
import dev.tenon.entry.MemberProviders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where members sign in, in memory.
public final class InMemoryMemberProviders implements MemberProviders {
  private final InMemoryStores stores;
  private final Map<WorkspaceId, MemberProvider> providers = new HashMap<>();

  /// With the audit log and the outages of `stores`.
  public InMemoryMemberProviders(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<MemberProvider> find(WorkspaceId workspace) {
    return stores.transaction(() -> Optional.ofNullable(providers.get(workspace)));
  }

  @Override
  public boolean any() {
    return stores.transaction(() -> !providers.isEmpty());
  }

  @Override
  public void put(MemberProvider provider, AuditEvent event) {
    stores.audited(
        event,
        () -> {
          providers.put(provider.workspace(), provider);
          return true;
        });
  }

  @Override
  public boolean remove(WorkspaceId workspace, AuditEvent event) {
    return stores.audited(event, () -> providers.remove(workspace) != null);
  }
}
