package dev.tenon.sync;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.ConnectionId;
import java.util.List;
import java.util.Optional;

/// What is said of a provider's organizations under a connection. Safe for use by any thread.
public interface Organizations {
  /// Those that were seen or spoken of, by name.
  List<Seen> list(WorkspaceId workspace, ConnectionId connection);

  /// Remembers that there is such an organization; what was said of it stays.
  void seen(WorkspaceId workspace, ConnectionId connection, String id, String name);

  /// Says something of an organization, seen or not.
  void say(
      WorkspaceId workspace,
      ConnectionId connection,
      String id,
      OrganizationStatus status,
      AuditEvent event);

  /// An organization.
  ///
  /// @param status empty until somebody has said something
  record Seen(String id, String name, Optional<OrganizationStatus> status) {}
}
