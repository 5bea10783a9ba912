package dev.tenon.token;

import dev.tenon.audit.AuditLog;
import dev.tenon.client.ClientStandings;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.GrantStore;
import dev.tenon.workspace.ChangeFeed;

/// What the engine needs of the world outside.
public record TokenPorts(
    OAuthClientStore clients,
    ConnectionStore connections,
    GrantStore grants,
    DueGrants due,
    GrantPlans plans,
    ClientStandings standings,
    LearnedLifetimes learned,
    AuditLog auditLog,
    ChangeFeed changes,
    TokenEndpoint provider,
    Journal journal,
    RefreshObserver observer) {}
