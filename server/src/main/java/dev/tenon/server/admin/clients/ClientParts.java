package dev.tenon.server.admin.clients;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.Apps;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.SecretRotation;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connect.Confirmations;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connector.ConnectorCheck;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.entry.SignInUse;
import dev.tenon.overview.Overviews;
import dev.tenon.token.TokenReports;
import dev.tenon.workspace.Workspaces;
import java.net.URI;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/// The rules and stores that the pages for OAuth clients and connectors show and work on.
///
/// @param yaml the text of a connector's file, as a workspace sees it
/// @param end ends a connection, and revokes it at its provider
/// @param signIns who signs in by which of them
/// @param baseUrl where browsers reach the hub, without a final slash
/// @param redirectUri what an admin registers at providers
public record ClientParts(
    OAuthClients rules,
    OAuthClientStore clients,
    SecretRotation rotation,
    GrantPlans plans,
    Apps apps,
    Connectors connectors,
    ConnectorFiles files,
    ConnectorCheck check,
    BiFunction<WorkspaceId, ConnectorName, Optional<String>> yaml,
    ConnectionStore connections,
    BiConsumer<Caller, Connection> end,
    Overviews overviews,
    Workspaces workspaces,
    SignInUse signIns,
    AuditLog auditLog,
    ClientResolution resolution,
    TokenEndpoint provider,
    TokenReports reports,
    ConnectLinks links,
    Confirmations confirmations,
    URI baseUrl,
    URI redirectUri) {}
