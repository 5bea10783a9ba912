package dev.tenon.app;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.HashedApiKey;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/// An API key as stored.
///
/// @param app whose key it is; empty for a key of the workspace's admin
/// @param name for people
/// @param lastFour last characters of the key
public record StoredKey(
    KeyId id,
    WorkspaceId workspace,
    Optional<AppName> app,
    String name,
    HashedApiKey hash,
    String lastFour,
    Instant createdAt,
    Optional<Instant> revokedAt) {

  /// The caller that this key stands for.
  public Caller caller() {
    return app.<Caller>map(name -> new Caller.App(workspace, id, name))
        .orElseGet(() -> new Caller.Admin(workspace, id));
  }
}
