package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.List;
import java.util.Optional;

/// The stored OAuth clients. Safe for use by any thread; each write is one transaction with its
/// audit event, and has been announced on the change feed when it returns.
public interface OAuthClientStore {
  /// The client of that name.
  Optional<OAuthClient> find(WorkspaceId workspace, IntegrationName name);

  /// The client of that id.
  Optional<OAuthClient> find(WorkspaceId workspace, OAuthClientId id);

  /// All clients of the workspace by name, at most a few hundred by nature.
  List<OAuthClient> all(WorkspaceId workspace);

  /// The clients of every workspace with that client id, oldest first: a look-up that is made
  /// before a workspace is known.
  List<OAuthClient> withClientId(String clientId);

  /// The public clients of every workspace, by workspace and name, without what they are registered
  /// with. For offering them to other workspaces.
  List<PublicClient> lent();

  /// How many workspaces borrow the client.
  int borrowers(WorkspaceId lender, OAuthClientId id);

  /// Inserts it; false when the name is taken (nothing is changed then).
  boolean create(OAuthClient client, AuditEvent event);

  /// Replaces everything but id, workspace and creation time where the stored version is one less
  /// than `client`'s. Where the workspace's users or members sign in by it, they go on doing so
  /// under its new name.
  UpdateResult update(OAuthClient client, AuditEvent event);

  /// Deletes it and its secrets where no connection other than revoked ones depends on it, and,
  /// while it is public, no other workspace.
  DeleteResult delete(WorkspaceId workspace, OAuthClientId id, AuditEvent event);

  /// What came of an update.
  enum UpdateResult {
    UPDATED,
    /// Somebody else changed it meanwhile, or it is gone.
    CHANGED_MEANWHILE,
    /// Another client has the new name.
    NAME_TAKEN
  }

  /// What came of a delete.
  sealed interface DeleteResult {
    /// It is gone.
    record Deleted() implements DeleteResult {}

    /// There was none.
    record Missing() implements DeleteResult {}

    /// Connections depend on it; nothing was changed.
    record InUse(int connections) implements DeleteResult {}

    /// It is public and other workspaces use it; nothing was changed.
    record Borrowed(int workspaces) implements DeleteResult {}
  }
}
