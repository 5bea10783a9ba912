package dev.tenon.app;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.List;
import java.util.Optional;

/// The stored apps. Safe for use by any thread; each write is one transaction with its audit event,
/// and has been announced on the change feed when it returns.
public interface AppStore {
  /// The app of that name.
  Optional<App> find(WorkspaceId workspace, AppName name);

  /// All apps of the workspace, by name.
  List<App> all(WorkspaceId workspace);

  /// Inserts it; false when the name is taken (nothing is changed then).
  boolean create(App app, AuditEvent event);

  /// Replaces what `change` has, and leaves the rest as it is by then; false when there is no such
  /// app.
  boolean update(WorkspaceId workspace, AppName name, AppChange change, AuditEvent event);

  /// Gives it another name wherever its name stands: its keys, links, connections and syncs, and
  /// the OAuth clients that it may use. The audit log and the connections' events keep the old one.
  Renaming rename(WorkspaceId workspace, AppName name, AppName other, AuditEvent event);

  /// Deletes it, revokes its keys and takes its name out of the lists of the OAuth clients that it
  /// might use, with an audit event `oauth_client.changed` of each: another app that is given the
  /// name later inherits nothing. False when there is no such app.
  boolean delete(WorkspaceId workspace, AppName name, AuditEvent event);
}
