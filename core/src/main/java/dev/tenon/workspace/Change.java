package dev.tenon.workspace;

import dev.tenon.access.WorkspaceId;

/// Something that was written, so that whoever remembers the old state forgets it.
public sealed interface Change {
  /// A connection or its grant.
  record ConnectionChanged(WorkspaceId workspace, String connection) implements Change {}

  /// Anything else in the workspace: OAuth clients, apps, keys, connectors, settings.
  record SettingsChanged(WorkspaceId workspace) implements Change {}

  /// Unknown: changes may have been missed, so everything remembered is doubtful.
  record Everything() implements Change {}
}
