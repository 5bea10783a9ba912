package dev.tenon.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tenon.app.ApiKeyStore;
import dev.tenon.app.AppStore;
import dev.tenon.audit.AuditLog;
import dev.tenon.call.SharedBudgets;
import dev.tenon.client.ClientStandings;
import dev.tenon.client.ExpiringSecrets;
import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.ConnectStore;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.UserStore;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.entry.MemberProviders;
import dev.tenon.exchange.IssuerStore;
import dev.tenon.member.IdentityStore;
import dev.tenon.member.MemberStore;
import dev.tenon.member.PasskeyStore;
import dev.tenon.overview.Holdings;
import dev.tenon.overview.Overviews;
import dev.tenon.server.sql.DatabaseSettings.Postgres;
import dev.tenon.server.sql.DatabaseSettings.Sqlite;
import dev.tenon.sync.Organizations;
import dev.tenon.sync.RecordStore;
import dev.tenon.sync.SyncBacklog;
import dev.tenon.sync.SyncFigures;
import dev.tenon.sync.SyncRunner.Next;
import dev.tenon.sync.SyncRuns;
import dev.tenon.sync.SyncStore;
import dev.tenon.token.LearnedLifetimes;
import dev.tenon.webhook.DeliveryQueue;
import dev.tenon.webhook.WebhookStore;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.Nodes;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.Retentions;
import dev.tenon.workspace.StoreUnavailableException;
import dev.tenon.workspace.Workspaces;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.sqlite.SQLiteDataSource;

/// The one database of the hub, with every store of core on it. Safe for use by any thread; every
/// method of every store throws [StoreUnavailableException] while the database is away.
public final class Database implements AutoCloseable {
  private final Transactions transactions;
  private final Clock machine;
  private final LearnedLifetimes learnedLifetimes;
  private final ConnectionStore connections;

  private Database(Transactions transactions, Clock machine) {
    this.transactions = transactions;
    this.machine = machine;
    this.connections = new SqlConnectionStore(transactions);
    this.learnedLifetimes = new SqlLearnedLifetimes(transactions);
  }

  /// Opens the database and migrates its schema; makes it first, where it is a file.
  ///
  /// @throws StoreUnavailableException when it cannot be reached, or another hub uses the file
  /// @throws IllegalStateException when a newer program has migrated it to what this one cannot use
  public static Database open(DatabaseSettings settings) {
    return open(settings, Clock.systemUTC());
  }

  /// As [#open(DatabaseSettings)], on a machine whose clock is `machine`.
  public static Database open(DatabaseSettings settings, Clock machine) {
    return open(settings, machine, System::nanoTime);
  }

  /// @param nanos grows steadily, as [System#nanoTime] does
  static Database open(DatabaseSettings settings, Clock machine, LongSupplier nanos) {
    return new Database(
        switch (settings) {
          case Sqlite sqlite -> openSqlite(sqlite, machine);
          case Postgres postgres -> openPostgres(postgres, machine, nanos);
        },
        machine);
  }

  /// The time of the database, by which leases end and work becomes due: the same on all nodes.
  /// Costs no statement and never waits; goes on while the database is away.
  public Clock clock() {
    return transactions.clock();
  }

  /// How far this machine's clock is ahead of the database's; negative when it is behind.
  public Duration clockOffset() {
    return Duration.between(clock().instant(), machine.instant());
  }

  Transactions transactions() {
    return transactions;
  }

  /// The workspaces.
  public Workspaces workspaces() {
    return new SqlWorkspaces(transactions);
  }

  /// How workspaces are seen where users connect.
  public Brandings brandings() {
    return new SqlBrandings(transactions);
  }

  /// For how long workspaces keep things.
  public Retentions retentions() {
    return new SqlRetentions(transactions);
  }

  /// What workspaces have kept.
  public Holdings holdings() {
    return new SqlHoldings(transactions, Retention.EVENTS_ALWAYS_KEPT);
  }

  /// The apps.
  public AppStore apps() {
    return new SqlAppStore(transactions);
  }

  /// The API keys.
  public ApiKeyStore apiKeys() {
    return new SqlApiKeyStore(transactions);
  }

  /// The OAuth clients.
  public OAuthClientStore oauthClients() {
    return new SqlOAuthClientStore(transactions);
  }

  /// How the OAuth clients stand with their providers.
  public ClientStandings clientStandings() {
    return new SqlClientStandings(transactions);
  }

  /// The client secrets that end.
  public ExpiringSecrets expiringSecrets() {
    return new SqlExpiringSecrets(transactions);
  }

  /// The connections; always the same, because it knows how far its events were pruned.
  public ConnectionStore connections() {
    return connections;
  }

  /// The grants.
  public GrantStore grants() {
    return new SqlGrantStore(transactions);
  }

  /// The grants whose time has come.
  public DueGrants dueGrants() {
    return new SqlDueGrants(transactions);
  }

  /// The plans of the grants.
  public GrantPlans grantPlans() {
    return new SqlGrantPlans(transactions);
  }

  /// What was learned of lifetimes; always the same, because it remembers.
  public LearnedLifetimes learnedLifetimes() {
    return learnedLifetimes;
  }

  /// The processes that share the database.
  public Nodes nodes() {
    return new SqlNodes(transactions);
  }

  /// What the nodes share of providers' limits.
  public SharedBudgets sharedBudgets() {
    return new SqlSharedBudgets(transactions);
  }

  /// The users.
  public UserStore users() {
    return new SqlUserStore(transactions);
  }

  /// Connect links, trips and pending grants.
  public ConnectStore connects() {
    return new SqlConnectStore(transactions);
  }

  /// The audit log.
  public AuditLog auditLog() {
    return new SqlAuditLog(transactions);
  }

  /// The posted connector files.
  public ConnectorFiles connectorFiles() {
    return new SqlConnectorFiles(transactions);
  }

  /// The webhooks.
  public WebhookStore webhooks() {
    return new SqlWebhookStore(transactions);
  }

  /// What webhooks have to tell.
  public DeliveryQueue deliveries() {
    return new SqlDeliveryQueue(transactions);
  }

  /// The registered issuers.
  public IssuerStore issuers() {
    return new SqlIssuerStore(transactions);
  }

  /// The members, who administer workspaces in the browser.
  public MemberStore members() {
    return new SqlMemberStore(transactions);
  }

  /// The members' passkeys.
  public PasskeyStore passkeys() {
    return new SqlPasskeyStore(transactions);
  }

  /// Who the members are at providers.
  public IdentityStore identities() {
    return new SqlIdentityStore(transactions);
  }

  /// Where the members sign in.
  public MemberProviders memberProviders() {
    return new SqlMemberProviders(transactions);
  }

  /// How workspaces stand.
  public Overviews overviews() {
    return new SqlOverviews(transactions);
  }

  /// What is kept in step.
  public SyncStore syncs() {
    return new SqlSyncStore(transactions);
  }

  /// The writing side of its runs.
  public SyncRuns syncRuns() {
    return new SqlSyncRuns(transactions);
  }

  /// What of it waits for its run, over all workspaces.
  public SyncBacklog syncBacklog() {
    return new SyncNumbers(transactions).backlog();
  }

  /// How it stands, over all workspaces.
  public SyncFigures syncFigures() {
    return new SyncNumbers(transactions).figures();
  }

  /// The records.
  public RecordStore records() {
    return new SqlRecords(transactions);
  }

  /// What is said of organizations.
  public Organizations organizations() {
    return new SqlOrganizations(transactions);
  }

  /// Runs syncs by `run` when each is due, as process `name`, once it is started.
  ///
  /// @param name another in each life of a process
  public SyncScheduler syncScheduler(String name, Function<SyncStore.Key, Next> run) {
    return new SqlSyncSchedule(transactions.source(), transactions.dialect(), name, run, clock());
  }

  /// The feed of changes.
  public ChangeFeed changes() {
    return transactions.changes();
  }

  /// How many OAuth clients their providers reject as they are now, over all workspaces.
  public long rejectedClients() {
    return new ClientFigures(transactions).rejected();
  }

  /// The client secrets that end first, ended ones too, over all workspaces.
  public List<Expiring> secretsEndingFirst(int limit) {
    return new ClientFigures(transactions).ending(limit);
  }

  private static final String ANSWERS = "SELECT 1";

  /// Whether the database answers now: for readiness.
  public boolean answers() {
    try {
      return transactions.read(tx -> tx.exists(ANSWERS));
    } catch (StoreUnavailableException _) {
      return false;
    }
  }

  private static final String KEYSET =
      """
      SELECT wrapped FROM vault_keysets WHERE id = 1
      """;

  private static final String REPLACE_KEYSET =
      """
      UPDATE vault_keysets SET wrapped = ? WHERE id = 1 AND wrapped = ?
      """;

  /// Stores a keyset in place of `old`; false where another has taken its place meanwhile.
  public boolean replaceKeyset(byte[] old, byte[] wrapped) {
    return transactions.once(tx -> tx.update(REPLACE_KEYSET, wrapped, old) == 1);
  }

  /// The wrapped keyset of the installation, where one was stored.
  public Optional<byte[]> keyset() {
    return transactions.read(tx -> tx.list(row -> row.optionalBytes("wrapped"), KEYSET)).stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static final String STORE_FIRST_KEYSET =
      """
      INSERT INTO vault_keysets (id, wrapped) VALUES (1, ?) ON CONFLICT DO NOTHING
      """;

  /// Stores the installation's first keyset, where there is none; returns the one that is stored
  /// then, which is another's when two nodes started at once.
  public byte[] storeFirstKeyset(byte[] wrapped) {
    transactions.once(tx -> tx.update(STORE_FIRST_KEYSET, wrapped));
    return keyset().orElseThrow(() -> new IllegalStateException("no keyset: indicates a bug"));
  }

  /// Waits for what is under way, and closes. Nothing may be called afterwards.
  @Override
  public void close() {
    transactions.close();
  }

  private static Transactions openSqlite(Sqlite settings, Clock machine) {
    SqliteFile file = SqliteFile.open(settings.file());
    try {
      SQLiteDataSource source = new SQLiteDataSource(SqliteConnection.config());
      source.setUrl(SqliteConnection.url(file.path()));
      new Schema(source, source, Dialect.SQLITE).migrate();
      return new SqliteTransactions(file, machine);
    } catch (SQLException e) {
      file.close();
      throw new StoreUnavailableException("cannot open the database file " + file.path(), e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Transactions openPostgres(Postgres settings, Clock machine, LongSupplier nanos) {
    HikariDataSource pool;
    try {
      pool = PostgresPool.open(settings);
    } catch (PoolInitializationException e) {
      throw new StoreUnavailableException("cannot connect to the database", e);
    }
    try {
      new Schema(pool, PostgresPool.migrating(settings), Dialect.POSTGRES).migrate();
      SharedClock clock = SharedClock.unmeasured(machine, nanos);
      return new PostgresTransactions(pool, PostgresChanges.open(settings, clock));
    } catch (SQLException e) {
      pool.close();
      throw new StoreUnavailableException("cannot open the database", e);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }
}
