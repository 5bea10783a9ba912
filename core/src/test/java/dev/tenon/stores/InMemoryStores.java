package dev.tenon.stores;

import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// All stores in memory, sharing one lock, held to the same contracts as the real ones.
///
/// `clock` stands for the database's clock: leases end by it. [#goAway] makes every method throw
/// [StoreUnavailableException] until [#comeBack].
public final class InMemoryStores implements Stores {
  private final Object lock = new Object();
  private final Clock clock;
  private final InMemoryChangeFeed changes = new InMemoryChangeFeed();
  private final InMemoryAuditLog auditLog = new InMemoryAuditLog(this);
  private final InMemoryWorkspaces workspaces = new InMemoryWorkspaces(this);
  private final InMemoryBrandings brandings = new InMemoryBrandings(this);
  private final InMemoryRetentions retentions = new InMemoryRetentions(this);
  private final InMemoryConnectorFiles connectorFiles = new InMemoryConnectorFiles(this);
  private final InMemoryApiKeyStore apiKeys = new InMemoryApiKeyStore(this);
  private final InMemoryAppStore apps = new InMemoryAppStore(this);
  private final InMemoryOAuthClientStore oauthClients = new InMemoryOAuthClientStore(this);
  private final InMemoryClientStandings clientStandings = new InMemoryClientStandings(this);
  private final InMemoryExpiringSecrets expiringSecrets = new InMemoryExpiringSecrets(this);
  private final InMemoryUserStore users = new InMemoryUserStore(this);
  private final InMemoryGrantStore grants = new InMemoryGrantStore(this);
  private final InMemoryDueGrants dueGrants = new InMemoryDueGrants(this);
  private final InMemoryGrantPlans grantPlans = new InMemoryGrantPlans(this);
  private final InMemoryLearnedLifetimes learned = new InMemoryLearnedLifetimes(this);
  private final InMemoryNodes nodes = new InMemoryNodes(this);
  private final InMemorySharedBudgets sharedBudgets = new InMemorySharedBudgets(this);
  private final InMemoryConnectStore connects = new InMemoryConnectStore(this);
  private final InMemoryConnectionStore connections = new InMemoryConnectionStore(this);
  private final InMemoryWebhookStore webhooks = new InMemoryWebhookStore(this);
  private final InMemoryDeliveryQueue deliveries = new InMemoryDeliveryQueue(this, webhooks);
  private final InMemoryIssuerStore issuers = new InMemoryIssuerStore(this);
  private final InMemoryMemberStore members = new InMemoryMemberStore(this);
  private boolean away;

  /// Empty stores whose leases end by `clock`.
  public InMemoryStores(Clock clock) {
    this.clock = clock;
  }

  /// From now on every method fails.
  public void goAway() {
    synchronized (lock) {
      away = true;
    }
  }

  /// From now on methods work again.
  public void comeBack() {
    synchronized (lock) {
      away = false;
    }
  }

  @Override
  public InMemoryWorkspaces workspaces() {
    return workspaces;
  }

  @Override
  public InMemoryBrandings brandings() {
    return brandings;
  }

  @Override
  public InMemoryRetentions retentions() {
    return retentions;
  }

  @Override
  public InMemoryAppStore apps() {
    return apps;
  }

  @Override
  public InMemoryApiKeyStore apiKeys() {
    return apiKeys;
  }

  @Override
  public InMemoryOAuthClientStore oauthClients() {
    return oauthClients;
  }

  @Override
  public InMemoryClientStandings clientStandings() {
    return clientStandings;
  }

  @Override
  public InMemoryExpiringSecrets expiringSecrets() {
    return expiringSecrets;
  }

  @Override
  public InMemoryConnectionStore connections() {
    return connections;
  }

  @Override
  public InMemoryGrantStore grants() {
    return grants;
  }

  @Override
  public InMemoryDueGrants dueGrants() {
    return dueGrants;
  }

  @Override
  public InMemoryGrantPlans grantPlans() {
    return grantPlans;
  }

  @Override
  public InMemoryLearnedLifetimes learned() {
    return learned;
  }

  @Override
  public InMemoryNodes nodes() {
    return nodes;
  }

  @Override
  public InMemorySharedBudgets sharedBudgets() {
    return sharedBudgets;
  }

  @Override
  public InMemoryUserStore users() {
    return users;
  }

  @Override
  public InMemoryConnectStore connects() {
    return connects;
  }

  @Override
  public InMemoryAuditLog auditLog() {
    return auditLog;
  }

  @Override
  public InMemoryConnectorFiles connectorFiles() {
    return connectorFiles;
  }

  @Override
  public InMemoryWebhookStore webhooks() {
    return webhooks;
  }

  @Override
  public InMemoryDeliveryQueue deliveries() {
    return deliveries;
  }

  @Override
  public InMemoryIssuerStore issuers() {
    return issuers;
  }

  @Override
  public InMemoryMemberStore members() {
    return members;
  }

  @Override
  public InMemoryChangeFeed changes() {
    return changes;
  }

  Clock clock() {
    return clock;
  }

  /// Runs `work` as one transaction.
  <T> T transaction(Supplier<T> work) {
    synchronized (lock) {
      if (away) {
        throw new StoreUnavailableException("the store is away", new IOException("made so"));
      }
      return work.get();
    }
  }

  /// Runs `work` as one transaction with `event`, which is written where work says true.
  boolean audited(AuditEvent event, BooleanSupplier work) {
    return transaction(
        () -> {
          boolean changed = work.getAsBoolean();
          if (changed) {
            auditLog.add(event);
          }
          return changed;
        });
  }

  /// As [#audited], and announces that something of the workspace has changed.
  boolean settings(AuditEvent event, BooleanSupplier work) {
    boolean changed = audited(event, work);
    if (changed) {
      changes.announce(new Change.SettingsChanged(event.workspace()));
    }
    return changed;
  }
}
