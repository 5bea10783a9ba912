package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.IssuerId;
import dev.tenon.exchange.IssuerStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The registered issuers in memory.
public final class InMemoryIssuerStore implements IssuerStore {
  private final InMemoryStores stores;
  private final Map<RowKey, Issuer> rows = new HashMap<>();

  InMemoryIssuerStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public boolean create(Issuer issuer, AuditEvent event) {
    return stores.audited(
        event,
        () ->
            in(issuer.workspace()).noneMatch(it -> it.url().equals(issuer.url()))
                && rows.putIfAbsent(key(issuer.workspace(), issuer.id()), issuer) == null);
  }

  @Override
  public Optional<Issuer> find(WorkspaceId workspace, IssuerId id) {
    return stores.transaction(() -> Optional.ofNullable(rows.get(key(workspace, id))));
  }

  @Override
  public List<Issuer> list(WorkspaceId workspace) {
    return stores.transaction(
        () ->
            in(workspace)
                .sorted(
                    Comparator.comparing(Issuer::createdAt).thenComparing(it -> it.id().value()))
                .toList());
  }

  @Override
  public boolean update(Issuer issuer, AuditEvent event) {
    RowKey key = key(issuer.workspace(), issuer.id());
    return stores.audited(
        event,
        () -> {
          Optional<Issuer> old =
              Optional.ofNullable(rows.get(key)).filter(it -> it.version() == issuer.version() - 1);
          old.ifPresent(it -> rows.put(key, replaced(it, issuer)));
          return old.isPresent();
        });
  }

  @Override
  public boolean delete(WorkspaceId workspace, IssuerId id, AuditEvent event) {
    return stores.audited(event, () -> rows.remove(key(workspace, id)) != null);
  }

  private Stream<Issuer> in(WorkspaceId workspace) {
    return rows.values().stream().filter(it -> it.workspace().equals(workspace));
  }

  private static Issuer replaced(Issuer old, Issuer issuer) {
    return new Issuer(
        old.id(),
        old.workspace(),
        old.url(),
        issuer.audiences(),
        issuer.userClaim(),
        issuer.jwksUri(),
        old.createdAt(),
        issuer.version());
  }

  private static RowKey key(WorkspaceId workspace, IssuerId id) {
    return new RowKey(workspace, id.value());
  }
}
