package dev.tenon.sync;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.ConnectionId;
import java.util.List;
import java.util.Optional;

/// What is kept in step, and how it went. Safe for use by any thread; each method is one
/// transaction. What is over is not found by any method but those that remove it.
public interface SyncStore {
  /// Stores a new sync; false, and nothing is written, when the resource of the connection has one,
  /// or the connection has ended.
  boolean create(Sync sync, AuditEvent event);

  /// The sync of that id.
  Optional<KeptSync> find(WorkspaceId workspace, SyncId id);

  /// The sync of that resource.
  Optional<KeptSync> find(WorkspaceId workspace, ConnectionId connection, String resource);

  /// The syncs of the connection, oldest first.
  List<KeptSync> list(WorkspaceId workspace, ConnectionId connection);

  /// Stores what a person has changed; false where the stored version is not the one before.
  boolean update(Sync sync, AuditEvent event);

  /// From now on it is over: found by nobody, and no run of it writes any more. False when there is
  /// none.
  boolean delete(WorkspaceId workspace, SyncId id, AuditEvent event);

  /// Runs, the newest first, those before number `before` only.
  List<SyncRun> runs(WorkspaceId workspace, SyncId id, Optional<Long> before, int limit);

  /// Syncs of any workspace that should have a time for their next run and have none, at most
  /// `limit`: whoever made them died before they were scheduled.
  List<Key> unscheduled(int limit);

  /// Removes up to `limit` rows of any workspace of what is over or no longer kept; how many.
  int prune(int limit);

  /// Which sync.
  record Key(WorkspaceId workspace, SyncId id) {}
}
