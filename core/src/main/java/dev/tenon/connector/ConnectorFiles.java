package dev.tenon.connector;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.time.Instant;
import java.util.List;

/// The connector files that admins posted, stored as they were written. Safe for use by any thread;
/// each write is one transaction with its audit event, and has been announced on the change feed
/// when it returns.
public interface ConnectorFiles {
  /// The files of the workspace, by name.
  List<ConnectorFile> all(WorkspaceId workspace);

  /// Inserts or replaces the file of that name.
  void save(WorkspaceId workspace, ConnectorFile file, AuditEvent event);

  /// Deletes it; false when there is none.
  boolean delete(WorkspaceId workspace, ConnectorName name, AuditEvent event);

  /// A posted file.
  ///
  /// @param yaml the text as posted, validated before it was saved
  record ConnectorFile(ConnectorName name, String yaml, Instant savedAt) {}
}
