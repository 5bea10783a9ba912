package dev.tenon.workspace;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.List;
import java.util.Optional;

/// The stored workspaces. Safe for use by any thread; each write is one transaction with its audit
/// event, and has been announced on the [ChangeFeed] when it returns.
public interface Workspaces {
  /// The workspace, or empty when there is none of that id.
  Optional<Workspace> find(WorkspaceId id);

  /// All of them, oldest first. For the operator and the hub itself only.
  List<Workspace> all();

  /// Creates it; false when the id exists already (nothing is changed then).
  boolean create(Workspace workspace, AuditEvent event);

  /// Replaces name and settings by those of `after`.
  ///
  /// @return false when the workspace is not as `before` is, or there is none: somebody else was
  ///   faster, and nothing is changed
  boolean update(Workspace before, Workspace after, AuditEvent event);
}
