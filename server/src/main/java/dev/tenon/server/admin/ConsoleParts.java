package dev.tenon.server.admin;

import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.member.Members;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignInLinks;
import dev.tenon.overview.Holdings;
import dev.tenon.overview.Overviews;
import dev.tenon.webhook.Webhooks;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.RetentionSettings;
import dev.tenon.workspace.Workspaces;

/// The rules and stores that the console's pages show and work on.
public record ConsoleParts(
    SignIn signIn,
    SignInParts signIns,
    SignInLinks links,
    Members members,
    Workspaces workspaces,
    Brandings brandings,
    RetentionSettings retention,
    Holdings holdings,
    Overviews overviews,
    AuditLog auditLog,
    Webhooks webhooks,
    Apps apps,
    ApiKeys keys,
    OAuthClientStore oauthClients,
    ConsoleRooms rooms) {}
