package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connectors;
import java.util.List;

/// The public OAuth clients that a workspace may use: those of other workspaces, each for a
/// connector that its workspace owns. Safe for use by any thread.
public final class PublicClients {
  private final OAuthClientStore store;
  private final Connectors connectors;

  /// Those of `store`, as far as `connectors` knows their owners.
  public PublicClients(OAuthClientStore store, Connectors connectors) {
    this.store = store;
    this.connectors = connectors;
  }

  /// What other workspaces provide for `workspace` now.
  public List<PublicClient> offeredTo(WorkspaceId workspace) {
    return store.lent().stream()
        .filter(it -> !it.lender().equals(workspace))
        .filter(it -> connectors.isOwn(it.lender(), it.connector()))
        .toList();
  }
}
