package dev.tenon.exchange;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.List;
import java.util.Optional;

/// The stored issuers. Safe for use by any thread; each write is one transaction with its audit
/// event.
public interface IssuerStore {
  /// Adds it; false when its id or its URL is taken in the workspace (nothing is changed then).
  boolean create(Issuer issuer, AuditEvent event);

  /// The issuer of that id.
  Optional<Issuer> find(WorkspaceId workspace, IssuerId id);

  /// All issuers of the workspace, oldest first.
  List<Issuer> list(WorkspaceId workspace);

  /// Replaces everything but the URL and the time of creation; false when the stored version is not
  /// the one before `issuer`'s.
  boolean update(Issuer issuer, AuditEvent event);

  /// Deletes it; false when there is none.
  boolean delete(WorkspaceId workspace, IssuerId id, AuditEvent event);
}
