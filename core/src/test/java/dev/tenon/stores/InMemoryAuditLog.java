package dev.tenon.stores;

import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditChain;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The audit log in memory.
public final class InMemoryAuditLog implements AuditLog {
  private final InMemoryStores stores;
  private final Map<WorkspaceId, List<AuditEntry>> chains = new HashMap<>();
  private final Map<WorkspaceId, AuditEntry> pruned = new HashMap<>();

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
  public List<AuditEntry> search(
      WorkspaceId workspace, String word, Optional<Long> before, int limit) {
    return stores.transaction(
        () ->
            chain(workspace).reversed().stream()
                .filter(entry -> before.isEmpty() || entry.number() < before.get())
                .filter(entry -> isOf(entry.event(), word))
                .limit(limit)
                .toList());
  }

  @Override
  public Map<KeyId, Instant> lastActs(WorkspaceId workspace, Set<KeyId> keys) {
    return stores.transaction(
        () -> {
          Map<KeyId, Instant> acts = new HashMap<>();
          for (AuditEntry entry : chain(workspace)) {
            key(entry.event().actor())
                .filter(keys::contains)
                .ifPresent(key -> acts.put(key, entry.event().at()));
          }
          return acts;
        });
  }

  private static Optional<KeyId> key(Actor actor) {
    return switch (actor) {
      case Actor.Admin admin -> Optional.of(admin.key());
      case Actor.App app -> Optional.of(app.key());
      case Actor.Member _, Actor.User _, Actor.Hub _ -> Optional.empty();
    };
  }

  private static boolean isOf(AuditEvent event, String word) {
    return event.action().equals(word)
        || event.target().equals(word)
        || switch (event.actor()) {
          case Actor.Admin admin -> admin.key().value().equals(word);
          case Actor.Member member -> member.id().value().equals(word);
          case Actor.App app -> app.name().value().equals(word) || app.key().value().equals(word);
          case Actor.User user -> user.id().value().equals(word);
          case Actor.Hub _ -> false;
        };
  }

  @Override
  public int prune(WorkspaceId workspace, Instant before, int limit) {
    return stores.transaction(
        () -> {
          List<AuditEntry> old =
              chain(workspace).stream()
                  .takeWhile(it -> it.event().at().isBefore(before))
                  .limit(limit)
                  .toList();
          if (!old.isEmpty()) {
            pruned.put(workspace, old.getLast());
            add(AuditChain.pruned(old.getLast(), old.size(), stores.clock().instant()));
            chain(workspace).removeAll(old);
          }
          return old.size();
        });
  }

  @Override
  public Optional<Long> firstBroken(WorkspaceId workspace) {
    return stores.transaction(
        () -> {
          Optional<AuditEntry> last = Optional.ofNullable(pruned.get(workspace));
          Fingerprint previous = last.map(AuditEntry::hash).orElse(AuditChain.START);
          long number = last.map(AuditEntry::number).orElse(0L) + 1;
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
    long number = chain.isEmpty() ? 1 : chain.getLast().number() + 1;
    AuditEntry entry = AuditChain.entry(number, event, previous);
    chain.add(entry);
    return entry;
  }

  private List<AuditEntry> chain(WorkspaceId workspace) {
    return chains.computeIfAbsent(workspace, _ -> new ArrayList<>());
  }
}
