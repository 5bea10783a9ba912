package dev.tenon.token;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.RefreshMode;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.stores.InMemoryJournal;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// A hub's engine on one node, an app `viewer`, an integration `trimble` that it may use, and a
/// provider that does what the test says.
final class TokenWorld {
  static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");
  static final UserId ADA = new UserId("ada");
  static final IntegrationName TRIMBLE = new IntegrationName("trimble");
  static final IntegrationName ROBOT = new IntegrationName("robot");

  final SettableClock clock = new SettableClock();
  final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  final InMemoryStores stores;
  final ScriptedProvider provider = new ScriptedProvider(clock);
  final GrantSealer sealer = new GrantSealer(new InMemoryVault());
  final Caller.App app = new Caller.App(WORKSPACE, new KeyId("key_1"), new AppName("viewer"));
  final TestConnectors connectors = new TestConnectors();
  final SeenLifetimes learned = new SeenLifetimes();
  final InMemoryJournal journal = new InMemoryJournal();
  final SeenOutcomes observer = new SeenOutcomes();
  final TestThreads threads = new TestThreads();
  final SteppedPause pause = new SteppedPause(clock);
  final TokenEngine engine;
  final Refresher refresher;
  final TokenSource source;
  final TokenReports reports;

  TokenWorld() {
    this.stores = new InMemoryStores(clock);
    this.engine = node(RefreshPolicy.of("node-1"), journal);
    this.refresher = engine.refresher();
    this.source = engine.source();
    this.reports = engine.reports();
    Workspace workspace =
        new Workspace(WORKSPACE, "Test", LinkVerification.APP, Optional.empty(), clock.instant());
    stores.workspaces().create(workspace, event("workspace.created"));
    stores
        .apps()
        .create(new App(WORKSPACE, app.name(), List.of(), clock.instant()), event("app.created"));
    stores.oauthClients().create(client(TRIMBLE, "user-sign-in", 1), event("oauth_client.created"));
    stores
        .oauthClients()
        .create(client(ROBOT, "client-credentials", 1), event("oauth_client.created"));
  }

  /// One more node on the same stores and provider.
  TokenEngine node(RefreshPolicy policy, Journal disk) {
    TokenPorts ports =
        new TokenPorts(
            stores.oauthClients(),
            stores.connections(),
            stores.grants(),
            stores.dueGrants(),
            stores.grantPlans(),
            stores.clientStandings(),
            learned,
            stores.auditLog(),
            stores.changes(),
            provider,
            disk,
            observer);
    return new TokenEngine(
        ports,
        new ClientResolution(connectors),
        sealer,
        new TokenMemory(new ConcurrentHashMap<>(), stores.changes()),
        policy,
        threads,
        pause,
        clock,
        random);
  }

  HeldConnections held() {
    return new HeldConnections(
        stores.oauthClients(),
        stores.connections(),
        stores.grants(),
        new ClientResolution(connectors),
        clock);
  }

  /// Ada connects: version 1, `access-1` and `refresh-1`, an hour of life.
  Connection connectAda() {
    return connectAda(Optional.of(Duration.ofHours(1)), Optional.of(RefreshToken.of("refresh-1")));
  }

  Connection connectAda(Optional<Duration> lifetime, Optional<RefreshToken> refreshToken) {
    ConnectionId id = new ConnectionId("con_ada");
    connect(id, 1, "access-1", lifetime, refreshToken);
    return stores.connections().find(WORKSPACE, id).orElseThrow();
  }

  /// Another user connects.
  void connectSomebody(String name) {
    connect(
        new ConnectionId("con_" + name.replace("-", "")),
        new UserId(name),
        1,
        "access-of-" + name,
        Optional.of(Duration.ofHours(1)),
        Optional.of(RefreshToken.of("refresh-of-" + name)));
  }

  /// A connect or reconnect of Ada that gives `version`.
  void connect(
      ConnectionId id,
      long version,
      String accessToken,
      Optional<Duration> lifetime,
      Optional<RefreshToken> refreshToken) {
    connect(id, ADA, version, accessToken, lifetime, refreshToken);
  }

  private void connect(
      ConnectionId id,
      UserId user,
      long version,
      String accessToken,
      Optional<Duration> lifetime,
      Optional<RefreshToken> refreshToken) {
    Instant now = clock.instant();
    TokenResponse response =
        new TokenResponse(
            AccessToken.of(accessToken),
            "Bearer",
            lifetime,
            refreshToken,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            now);
    GrantTokens tokens =
        sealer.seal(
            GrantSealer.place(WORKSPACE, id, version),
            response,
            GrantTerms.first(
                connectors.declared(), Scope.parse("data:read"), now, Optional.empty()));
    Connection connection =
        new Connection(
            id,
            WORKSPACE,
            client(TRIMBLE, "user-sign-in", 1).id(),
            new Owner.User(user),
            Status.ACTIVE,
            Account.unknown(),
            tokens.scope(),
            List.of(),
            Map.of(),
            now,
            Optional.of(now),
            Optional.empty(),
            Optional.empty());
    ConnectResult result =
        stores
            .connections()
            .connect(
                connection,
                new Grant(id, WORKSPACE, version, tokens, now, Optional.empty(), 0),
                Optional.empty(),
                new ConnectionEvent(now, "connected", Map.of()),
                event("connection.connected"));
    if (result != ConnectResult.CONNECTED) {
      throw new IllegalStateException("the world could not connect: " + result);
    }
  }

  /// Ada's grant after she has connected anew with such tokens.
  Grant connected(Optional<Duration> lifetime, Optional<RefreshToken> refreshToken) {
    ConnectionId id = new ConnectionId("con_ada");
    long version = stores.grants().find(WORKSPACE, id).map(Grant::version).orElse(0L) + 1;
    connect(id, version, "access-1", lifetime, refreshToken);
    return grant();
  }

  /// `client` with its tokens refreshed in `mode`.
  OAuthClient inMode(OAuthClient client, RefreshMode mode) {
    return with(client, mode, client.apps(), client.addresses());
  }

  /// `client`, which every app may use.
  OAuthClient openToAll(OAuthClient client) {
    return with(client, client.refreshMode(), new AppAccess.All(), client.addresses());
  }

  /// An app's own client whose tokens are kept warm and come from `tokenUrl`, with its connection.
  void connectRobot(IntegrationName name, String tokenUrl) {
    Addresses addresses =
        new Addresses(
            Optional.empty(),
            Optional.of(URI.create(tokenUrl)),
            Optional.empty(),
            Optional.empty());
    OAuthClient robot = client(name, "client-credentials", 1);
    stores
        .oauthClients()
        .create(
            with(robot, RefreshMode.ALWAYS_WARM, robot.apps(), addresses),
            event("oauth_client.created"));
    source.token(app, new TokenAsk(name, Optional.empty(), Duration.ofSeconds(60), Scope.none()));
  }

  private static OAuthClient with(
      OAuthClient client, RefreshMode mode, AppAccess apps, Addresses addresses) {
    return new OAuthClient(
        client.id(),
        client.workspace(),
        client.name(),
        client.connector(),
        client.definition(),
        client.clientId(),
        client.secrets(),
        addresses,
        client.scope(),
        client.prompt(),
        client.authentication(),
        mode,
        client.lent(),
        apps,
        client.parameters(),
        client.version(),
        client.createdAt(),
        client.updatedAt(),
        client.rejection());
  }

  /// Ada's connection is her account `subject` at the provider from now on.
  void connectAs(Account account, String subject) {
    Connection old =
        stores.connections().find(WORKSPACE, new ConnectionId("con_ada")).orElseThrow();
    Grant grant = grant();
    Connection known =
        new Connection(
            old.id(),
            old.workspace(),
            old.oauthClient(),
            old.owner(),
            old.status(),
            new Account(Optional.of(subject), account.name(), account.email()),
            old.scopes(),
            old.organizations(),
            old.values(),
            old.createdAt(),
            old.lastRefreshedAt(),
            old.nextRefreshAt(),
            old.lastError());
    GrantTokens moved =
        sealer.move(
            grant.tokens(),
            GrantSealer.place(WORKSPACE, old.id(), grant.version()),
            GrantSealer.place(WORKSPACE, old.id(), grant.version() + 1));
    stores
        .connections()
        .connect(
            known,
            new Grant(
                old.id(),
                WORKSPACE,
                grant.version() + 1,
                moved,
                grant.consentedAt(),
                Optional.empty(),
                0),
            Optional.empty(),
            new ConnectionEvent(clock.instant(), "connected", Map.of()),
            event("connection.connected"));
  }

  /// What the app finds of Ada now.
  HeldConnections.Held.Found found() {
    return (HeldConnections.Held.Found) held().find(app, ask(Duration.ZERO));
  }

  /// The code of what went wrong last with Ada's connection.
  Optional<String> lastError() {
    return stores
        .connections()
        .find(WORKSPACE, new ConnectionId("con_ada"))
        .flatMap(Connection::lastError)
        .map(LastError::code);
  }

  /// `node` takes the lease of Ada's grant.
  LeaseResult lease(String node, Duration length) {
    return stores
        .grants()
        .lease(
            new LeaseRequest(
                WORKSPACE,
                new ConnectionId("con_ada"),
                grant().version(),
                node,
                length,
                "att_other",
                Optional.empty(),
                UnfinishedRule.harmless()));
  }

  TokenResult ask() {
    return source.token(app, ask(Duration.ofSeconds(60)));
  }

  static TokenAsk ask(Duration minTtl) {
    return new TokenAsk(TRIMBLE, Optional.of(ADA), minTtl, Scope.none());
  }

  Grant grant() {
    return stores.grants().find(WORKSPACE, new ConnectionId("con_ada")).orElseThrow();
  }

  Status status() {
    return stores.connections().find(WORKSPACE, new ConnectionId("con_ada")).orElseThrow().status();
  }

  AuditEvent event(String action) {
    return new AuditEvent(WORKSPACE, clock.instant(), new Actor.Hub(), action, "x", Map.of());
  }

  OAuthClient client(IntegrationName name, String definition, long version) {
    return new OAuthClient(
        new OAuthClientId("oac_" + name),
        WORKSPACE,
        name,
        new ConnectorName("test"),
        new DefinitionName(definition),
        "client-1",
        List.of(),
        Addresses.none(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RefreshMode.ON_DEMAND,
        false,
        new AppAccess.Only(Set.of(new AppName("viewer"))),
        Map.of(),
        version,
        clock.instant(),
        clock.instant(),
        Optional.empty());
  }
}
