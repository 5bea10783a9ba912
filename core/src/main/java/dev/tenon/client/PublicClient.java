package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;

/// What other workspaces may know of a public OAuth client: that it is there, and what it is for.
///
/// @param lender the workspace that provides it
/// @param provider its name for people
public record PublicClient(
    WorkspaceId lender,
    String provider,
    OAuthClientId id,
    IntegrationName name,
    ConnectorName connector,
    DefinitionName definition) {

  /// How a borrower names it: the lender's id and the client's name, `ws_1/acme`.
  public String reference() {
    return lender + "/" + name;
  }
}
