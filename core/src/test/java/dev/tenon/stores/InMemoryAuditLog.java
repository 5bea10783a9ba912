package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditChain;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.secret.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The audit log in memory.
public final class InMemoryAuditLog implements AuditLog {
  private final InMemoryStores stores;
  private final Map<WorkspaceId, List<AuditEntry>> chains = new HashMap<>();

  InMemoryAuditLog(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void append(AuditEvent event) {
    stores.transaction(() -> add(event));
  }

  @Override
  public List<AuditEntry> list(WorkspaceId workspace, Optional<Long> before, int limit) {
    return stores.transaction(
        () ->
            chain(workspace).reversed().stream()
                .filter(entry -> before.isEmpty() || entry.number() < before.get())
                .limit(limit)
                .toList());
  }

  @Override
  public Optional<Long> firstBroken(WorkspaceId workspace) {
    return stores.transaction(
        () -> {
          Fingerprint previous = AuditChain.START;
          long number = 1;
          for (AuditEntry entry : chain(workspace)) {
            if (!AuditChain.fits(entry, number, previous)) {
              return Optional.of(number);
            }
            previous = entry.hash();
            number++;
          }
          return Optional.empty();
        });
  }

  AuditEntry add(AuditEvent event) {
    List<AuditEntry> chain = chain(event.workspace());
    Fingerprint previous = chain.isEmpty() ? AuditChain.START : chain.getLast().hash();
    AuditEntry entry = AuditChain.entry(chain.size() + 1L, event, previous);
    chain.add(entry);
    return entry;
  }

  private List<AuditEntry> chain(WorkspaceId workspace) {
    return chains.computeIfAbsent(workspace, _ -> new ArrayList<>());
  }
}
