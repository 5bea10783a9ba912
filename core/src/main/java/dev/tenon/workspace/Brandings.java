package dev.tenon.workspace;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;

/// The stored brandings. Safe for use by any thread; a write is one transaction with its audit
/// event, and is not announced: no node remembers them.
public interface Brandings {
  /// The workspace's branding; nothing of its own where none was saved.
  Branding find(WorkspaceId workspace);

  /// Replaces the workspace's branding.
  void save(WorkspaceId workspace, Branding branding, AuditEvent event);
}
