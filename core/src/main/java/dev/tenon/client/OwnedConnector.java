package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;

/// A connector and whose it is.
///
/// @param owner the workspace that posted it, or `tenon`: it came with the hub or lies in its data
///   directory
/// @param own whether whoever looks owns it
public record OwnedConnector(Connector connector, String owner, boolean own) {
  private static final String CATALOGUE = "tenon";

  /// One of the catalogue, which is for every workspace.
  public static OwnedConnector ofCatalogue(Connector connector) {
    return new OwnedConnector(connector, CATALOGUE, false);
  }

  /// Whether whoever looks may register OAuth clients of it.
  public boolean isUsable() {
    return own || owner.equals(CATALOGUE);
  }

  /// One that `owner` posted, as `looking` sees it.
  public static OwnedConnector of(WorkspaceId owner, WorkspaceId looking, Connector connector) {
    return new OwnedConnector(connector, owner.value(), owner.equals(looking));
  }
}
