package dev.tenon.connector;

import dev.tenon.access.WorkspaceId;
import java.util.List;
import java.util.Optional;

/// The connectors that a workspace can use: those shipped, those that the operator dropped into the
/// data directory, and those that the workspace's admin posted (which are the workspace's own and
/// hide others of the same name). Answered from memory; safe for use by any thread.
public interface Connectors {
  /// The connector of that name.
  Optional<Connector> find(WorkspaceId workspace, ConnectorName name);

  /// All of them, by name.
  List<Connector> all(WorkspaceId workspace);

  /// Whether the workspace itself posted it, which makes the workspace its owner.
  boolean isOwn(WorkspaceId workspace, ConnectorName name);
}
