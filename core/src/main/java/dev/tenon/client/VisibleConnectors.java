package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Connectors;
import java.util.ArrayList;
import java.util.List;

/// The connectors that a workspace knows of, and whose they are. Safe for use by any thread.
public final class VisibleConnectors {
  private final Connectors connectors;
  private final PublicClients publicClients;

  /// Those of `connectors`, and those of which `publicClients` offers OAuth clients.
  public VisibleConnectors(Connectors connectors, PublicClients publicClients) {
    this.connectors = connectors;
    this.publicClients = publicClients;
  }

  /// The workspace's own, those of the catalogue, and, after them, those of other workspaces that
  /// lend OAuth clients of them.
  public List<OwnedConnector> of(WorkspaceId workspace) {
    List<OwnedConnector> all = new ArrayList<>();
    for (Connector each : connectors.all(workspace)) {
      all.add(
          connectors.isOwn(workspace, each.name())
              ? OwnedConnector.of(workspace, workspace, each)
              : OwnedConnector.ofCatalogue(each));
    }
    publicClients.offeredTo(workspace).stream()
        .flatMap(
            it ->
                connectors.find(it.lender(), it.connector()).stream()
                    .map(found -> OwnedConnector.of(it.lender(), workspace, found)))
        .distinct()
        .forEach(all::add);
    return List.copyOf(all);
  }
}
