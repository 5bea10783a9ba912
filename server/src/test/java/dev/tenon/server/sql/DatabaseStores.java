package dev.tenon.server.sql;

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
import dev.tenon.stores.Stores;
import dev.tenon.token.LearnedLifetimes;
import dev.tenon.webhook.DeliveryQueue;
import dev.tenon.webhook.WebhookStore;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.Nodes;
import dev.tenon.workspace.Retentions;
import dev.tenon.workspace.Workspaces;

/// The stores of a [Database], as the contract suites want them.
record DatabaseStores(Database database) implements Stores {
  @Override
  public Workspaces workspaces() {
    return database.workspaces();
  }

  @Override
  public Brandings brandings() {
    return database.brandings();
  }

  @Override
  public Retentions retentions() {
    return database.retentions();
  }

  @Override
  public AppStore apps() {
    return database.apps();
  }

  @Override
  public ApiKeyStore apiKeys() {
    return database.apiKeys();
  }

  @Override
  public OAuthClientStore oauthClients() {
    return database.oauthClients();
  }

  @Override
  public ClientStandings clientStandings() {
    return database.clientStandings();
  }

  @Override
  public ExpiringSecrets expiringSecrets() {
    return database.expiringSecrets();
  }

  @Override
  public ConnectionStore connections() {
    return database.connections();
  }

  @Override
  public GrantStore grants() {
    return database.grants();
  }

  @Override
  public DueGrants dueGrants() {
    return database.dueGrants();
  }

  @Override
  public GrantPlans grantPlans() {
    return database.grantPlans();
  }

  @Override
  public LearnedLifetimes learned() {
    return database.learnedLifetimes();
  }

  @Override
  public Nodes nodes() {
    return database.nodes();
  }

  @Override
  public SharedBudgets sharedBudgets() {
    return database.sharedBudgets();
  }

  @Override
  public UserStore users() {
    return database.users();
  }

  @Override
  public ConnectStore connects() {
    return database.connects();
  }

  @Override
  public AuditLog auditLog() {
    return database.auditLog();
  }

  @Override
  public ConnectorFiles connectorFiles() {
    return database.connectorFiles();
  }

  @Override
  public WebhookStore webhooks() {
    return database.webhooks();
  }

  @Override
  public DeliveryQueue deliveries() {
    return database.deliveries();
  }

  @Override
  public IssuerStore issuers() {
    return database.issuers();
  }

  @Override
  public MemberStore members() {
    return database.members();
  }

  @Override
  public ChangeFeed changes() {
    return database.changes();
  }
}
