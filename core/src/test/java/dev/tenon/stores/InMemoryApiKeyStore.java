package dev.tenon.stores;

import dev.tenon.access.AppName;
import dev.tenon.access.HashedApiKey;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeyStore;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.AuditEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API keys in memory.
public final class InMemoryApiKeyStore implements ApiKeyStore {
  private final InMemoryStores stores;
  private final Map<HashedApiKey, StoredKey> rows = new HashMap<>();

  InMemoryApiKeyStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<StoredKey> authenticate(HashedApiKey hash) {
    return stores.transaction(
        () -> Optional.ofNullable(rows.get(hash)).filter(key -> key.revokedAt().isEmpty()));
  }

  @Override
  public List<StoredKey> allValid() {
    return stores.transaction(
        () -> rows.values().stream().filter(key -> key.revokedAt().isEmpty()).toList());
  }

  @Override
  public List<StoredKey> list(WorkspaceId workspace, Optional<AppName> app) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(key -> key.workspace().equals(workspace) && key.app().equals(app))
                .sorted(
                    Comparator.comparing(StoredKey::createdAt)
                        .thenComparing(key -> key.id().value()))
                .toList());
  }

  @Override
  public boolean create(StoredKey key, AuditEvent event) {
    return stores.settings(
        event,
        () ->
            key.app().map(app -> stores.apps().exists(key.workspace(), app)).orElse(true)
                && rows.values().stream().noneMatch(row -> row.id().equals(key.id()))
                && rows.putIfAbsent(key.hash(), key) == null);
  }

  @Override
  public boolean revoke(WorkspaceId workspace, KeyId id, AuditEvent event) {
    return stores.settings(
        event,
        () -> {
          Optional<StoredKey> found =
              rows.values().stream()
                  .filter(key -> key.workspace().equals(workspace) && key.id().equals(id))
                  .filter(key -> key.revokedAt().isEmpty())
                  .findFirst();
          found.ifPresent(key -> rows.put(key.hash(), revoked(key, event.at())));
          return found.isPresent();
        });
  }

  void revokeAll(WorkspaceId workspace, AppName app, Instant at) {
    rows.replaceAll(
        (_, key) ->
            key.workspace().equals(workspace)
                    && key.app().equals(Optional.of(app))
                    && key.revokedAt().isEmpty()
                ? revoked(key, at)
                : key);
  }

  void renameApp(WorkspaceId workspace, AppName name, AppName other) {
    rows.replaceAll(
        (_, key) ->
            key.workspace().equals(workspace) && key.app().equals(Optional.of(name))
                ? new StoredKey(
                    key.id(),
                    key.workspace(),
                    Optional.of(other),
                    key.name(),
                    key.hash(),
                    key.lastFour(),
                    key.createdAt(),
                    key.revokedAt())
                : key);
  }

  private static StoredKey revoked(StoredKey key, Instant at) {
    return new StoredKey(
        key.id(),
        key.workspace(),
        key.app(),
        key.name(),
        key.hash(),
        key.lastFour(),
        key.createdAt(),
        Optional.of(at));
  }
}
