package dev.tenon.server.proxy;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;

/// Reads a connector file that an admin sends.
@FunctionalInterface
public interface PostedConnectors {
  /// What `yaml` says, for the workspace whose connectors it may extend.
  ///
  /// @throws dev.tenon.server.http.ProblemException with every fault and its place
  Connector read(WorkspaceId workspace, String yaml);
}
