package dev.tenon.app;

import dev.tenon.access.ApiKey;
import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes and revokes API keys, of apps and of the workspace's admins. Safe for use by any thread.
public final class ApiKeys {
  private final ApiKeyStore store;
  private final Clock clock;
  private final RandomGenerator random;

  /// The keys of `store`; new ones are made of `random`, which must be unpredictable.
  public ApiKeys(ApiKeyStore store, Clock clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /// The keys of the app (of the admins, when empty), revoked ones too, oldest first.
  public List<StoredKey> list(WorkspaceId workspace, Optional<AppName> owner) {
    return store.list(workspace, owner);
  }

  /// Makes a key for an app (for an admin, when empty); empty when there is no such app.
  public Optional<NewKey> make(Caller.Admin admin, Optional<AppName> owner, String name) {
    ApiKey key = ApiKey.random(random);
    StoredKey stored =
        new StoredKey(
            KeyId.random(random),
            admin.workspace(),
            owner,
            name,
            key.hashed(),
            key.lastFour(),
            clock.instant(),
            Optional.empty());
    return store.create(stored, event(admin, "api_key.created", stored))
        ? Optional.of(new NewKey(stored, key))
        : Optional.empty();
  }

  /// Revokes a key of that owner. The last key of the admins stays: without it nobody could make
  /// another.
  public Revocation revoke(Caller.Admin admin, Optional<AppName> owner, KeyId id) {
    List<StoredKey> valid =
        store.list(admin.workspace(), owner).stream()
            .filter(key -> key.revokedAt().isEmpty())
            .toList();
    Optional<StoredKey> key = valid.stream().filter(each -> each.id().equals(id)).findFirst();
    if (key.isEmpty()) {
      return Revocation.UNKNOWN;
    }
    if (owner.isEmpty() && valid.size() == 1) {
      return Revocation.LAST_ADMIN_KEY;
    }
    boolean revoked =
        store.revoke(admin.workspace(), id, event(admin, "api_key.revoked", key.get()));
    return revoked ? Revocation.REVOKED : Revocation.UNKNOWN;
  }

  private AuditEvent event(Caller.Admin admin, String action, StoredKey key) {
    Instant now = clock.instant();
    return new AuditEvent(
        admin.workspace(),
        now,
        Actor.of(admin),
        action,
        key.id().value(),
        Map.of("owner", key.app().map(AppName::value).orElse("admin"), "name", key.name()));
  }

  /// A key that was made just now: shown this once, stored only as its hash.
  public record NewKey(StoredKey stored, ApiKey key) {}

  /// What came of a wish to revoke.
  public enum Revocation {
    REVOKED,
    /// There is no such key that is not revoked.
    UNKNOWN,
    /// It is the only one with which the workspace can still be administered.
    LAST_ADMIN_KEY
  }
}
