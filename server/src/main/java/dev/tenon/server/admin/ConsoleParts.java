package dev.tenon.server.admin;

import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.member.Members;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignInLinks;
import dev.tenon.overview.Overviews;
import dev.tenon.server.admin.apps.AppParts;
import dev.tenon.server.admin.connections.ConnectionParts;
import dev.tenon.server.admin.clients.ClientParts;
import dev.tenon.webhook.Webhooks;
import dev.tenon.workspace.Workspaces;

/// The rules and stores that the console's pages show and work on.
public record ConsoleParts(
    SignIn signIn,
    SignInParts signIns,
    SignInLinks links,
    Members members,
    Workspaces workspaces,
    Overviews overviews,
    AuditLog auditLog,
    Webhooks webhooks,
    Apps apps,
    ApiKeys keys,
    OAuthClientStore oauthClients,
    ConnectionParts connectionParts,
    AppParts appParts) {}
    ClientParts clients) {}
