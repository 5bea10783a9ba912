package dev.tenon.stores;

import dev.tenon.app.ApiKeyStore;
import dev.tenon.app.AppStore;
import dev.tenon.audit.AuditLog;
import dev.tenon.call.SharedBudgets;
import dev.tenon.client.ClientStandings;
import dev.tenon.client.ExpiringSecrets;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.ConnectStore;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.UserStore;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.exchange.IssuerStore;
import dev.tenon.member.MemberStore;
import dev.tenon.token.LearnedLifetimes;
import dev.tenon.webhook.DeliveryQueue;
import dev.tenon.webhook.WebhookStore;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.Nodes;
import dev.tenon.workspace.Retentions;
import dev.tenon.workspace.Workspaces;

/// Every store of one hub, sharing their rows.
public interface Stores {
  Workspaces workspaces();

  Brandings brandings();

  Retentions retentions();

  AppStore apps();

  ApiKeyStore apiKeys();

  OAuthClientStore oauthClients();

  ClientStandings clientStandings();

  ExpiringSecrets expiringSecrets();

  ConnectionStore connections();

  GrantStore grants();

  DueGrants dueGrants();

  GrantPlans grantPlans();

  LearnedLifetimes learned();

  Nodes nodes();

  SharedBudgets sharedBudgets();

  UserStore users();

  ConnectStore connects();

  AuditLog auditLog();

  ConnectorFiles connectorFiles();

  WebhookStore webhooks();

  DeliveryQueue deliveries();

  IssuerStore issuers();

  MemberStore members();

  ChangeFeed changes();
}
