package dev.tenon.app;

import dev.tenon.access.AppName;
import dev.tenon.access.HashedApiKey;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.List;
import java.util.Optional;

/// The stored API keys. Safe for use by any thread; each write is one transaction with its audit
/// event, and has been announced on the change feed when it returns.
public interface ApiKeyStore {
  /// The key with that hash that is not revoked, in whichever workspace: the one look-up that is
  /// made before a workspace is known.
  Optional<StoredKey> authenticate(HashedApiKey hash);

  /// Every key of every workspace that is not revoked, to be kept in memory.
  List<StoredKey> allValid();

  /// The keys of the app (of the admin, when empty), revoked ones too, oldest first.
  List<StoredKey> list(WorkspaceId workspace, Optional<AppName> app);

  /// Inserts it; false when the same key exists already, or its app does not (nothing is changed
  /// then).
  boolean create(StoredKey key, AuditEvent event);

  /// Revokes it; false when there is none of that id or it is revoked already.
  boolean revoke(WorkspaceId workspace, KeyId id, AuditEvent event);
}
