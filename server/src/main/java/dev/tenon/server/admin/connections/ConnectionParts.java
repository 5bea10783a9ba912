package dev.tenon.server.admin.connections;

import dev.tenon.access.Caller;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.Confirmations;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.UserStore;
import dev.tenon.connector.Connectors;
import dev.tenon.sync.ConnectionOrganizations;
import dev.tenon.sync.SyncStore;
import dev.tenon.token.TokenReports;
import dev.tenon.workspace.Workspaces;

/// The rules and stores that the pages about connections show and work on.
public record ConnectionParts(
    ConnectionStore connections,
    GrantPlans plans,
    OAuthClientStore oauthClients,
    Connectors connectors,
    ClientResolution resolution,
    UserStore users,
    Apps apps,
    ApiKeys keys,
    AuditLog auditLog,
    SyncStore syncs,
    ConnectionOrganizations organizations,
    TokenReports reports,
    ConnectLinks links,
    Confirmations confirmations,
    Workspaces workspaces,
    Endings endings) {

  /// Ends connections, here and at the provider.
  @FunctionalInterface
  public interface Endings {
    /// Ends `connection` because `caller` says so; what came of it at the provider, in a sentence.
    String end(Caller caller, Connection connection);
  }
}
