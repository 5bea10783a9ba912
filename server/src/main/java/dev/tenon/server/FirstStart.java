package dev.tenon.server;

import dev.tenon.access.ApiKey;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeyStore;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.secret.Secret;
import dev.tenon.server.sql.Database;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes the first workspace and its admin key, where there are none yet. Several nodes that start
/// at once make one workspace.
final class FirstStart {
  /// The first workspace has the same id everywhere, so that nodes which start at once agree on it.
  static final WorkspaceId FIRST = WorkspaceId.FIRST;

  private final Database database;
  private final Clock clock;
  private final RandomGenerator random;

  FirstStart(Database database, Clock clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /// Makes what is missing.
  ///
  /// @param adminKey as configured
  /// @return the admin key, where one was made that nobody knows yet
  Optional<ApiKey> prepare(Optional<Secret> adminKey) {
    boolean created =
        database
            .workspaces()
            .create(
                new Workspace(
                    FIRST, "Default", LinkVerification.APP, Optional.empty(), clock.instant()),
                event("workspace.created", FIRST.value()));
    if (adminKey.isPresent()) {
      configured(new ApiKey(adminKey.get()));
      return Optional.empty();
    }
    boolean hasKey = !database.apiKeys().list(FIRST, Optional.empty()).isEmpty();
    return created || !hasKey ? Optional.of(made()) : Optional.empty();
  }

  private void configured(ApiKey key) {
    ApiKeyStore keys = database.apiKeys();
    if (keys.authenticate(key.hashed()).isEmpty()) {
      store(key, "TENON_ADMIN_KEY");
    }
  }

  private ApiKey made() {
    ApiKey key = ApiKey.random(random);
    store(key, "first start");
    return key;
  }

  private void store(ApiKey key, String name) {
    KeyId id = KeyId.random(random);
    database
        .apiKeys()
        .create(
            new StoredKey(
                id,
                FIRST,
                Optional.empty(),
                name,
                key.hashed(),
                key.lastFour(),
                clock.instant(),
                Optional.empty()),
            event("api_key.created", id.value()));
  }

  private AuditEvent event(String action, String target) {
    return new AuditEvent(FIRST, clock.instant(), new Actor.Hub(), action, target, Map.of());
  }
}
