package dev.tenon.entry;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.Optional;

/// The stored settings of where members sign in, one for a workspace. Safe for use by any thread;
/// each write is one transaction with its event, and is not announced: no node remembers them.
public interface MemberProviders {
  /// Where the workspace's members sign in.
  Optional<MemberProvider> find(WorkspaceId workspace);

  /// Whether any workspace has one: a question that is asked before a workspace is known.
  boolean any();

  /// Sets it, whatever was set before.
  void put(MemberProvider provider, AuditEvent event);

  /// Forgets it; false when there was none.
  boolean remove(WorkspaceId workspace, AuditEvent event);
}
