package dev.tenon.server.admin.apps;

import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.OAuthClients;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connector.Connectors;

/// The rules and stores that the pages about apps show and work on.
public record AppParts(
    Apps apps,
    ApiKeys keys,
    OAuthClients rules,
    OAuthClientStore oauthClients,
    Connectors connectors,
    ConnectionStore connections,
    AuditLog auditLog) {}
