package dev.tenon.server.api;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;

/// A connector and whose it is.
///
/// @param owner the workspace that posted it, or `tenon`: it came with the hub or lies in its data
///   directory
/// @param own whether whoever looks owns it
record OwnedConnector(Connector connector, String owner, boolean own) {
  private static final String CATALOGUE = "tenon";

  static OwnedConnector ofCatalogue(Connector connector) {
    return new OwnedConnector(connector, CATALOGUE, false);
  }

  /// Whether whoever looks may register OAuth clients of it.
  boolean isUsable() {
    return own || owner.equals(CATALOGUE);
  }

  static OwnedConnector of(WorkspaceId owner, WorkspaceId looking, Connector connector) {
    return new OwnedConnector(connector, owner.value(), owner.equals(looking));
  }
}
