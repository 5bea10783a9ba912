package dev.tenon.server;

import dev.tenon.access.ApiKey;
import dev.tenon.secret.Vault;
import dev.tenon.server.admin.ConsoleRooms;
import dev.tenon.server.api.ConnectPrompts;
import dev.tenon.server.api.ConnectionEndings;
import dev.tenon.server.api.Desk;
import dev.tenon.server.background.Chores;
import dev.tenon.server.background.Chores.Chore;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.compat.LeafWording;
import dev.tenon.server.connect.ConnectRoutes;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.Listener;
import dev.tenon.server.http.ListenerSettings;
import dev.tenon.server.http.Route;
import dev.tenon.server.journal.FileJournal;
import dev.tenon.server.ops.EngineFigures;
import dev.tenon.server.ops.HealthRoutes;
import dev.tenon.server.ops.Meters;
import dev.tenon.server.ops.MetricsRoutes;
import dev.tenon.server.outbound.AddressGuard;
import dev.tenon.server.outbound.AllowedAddresses;
import dev.tenon.server.outbound.HttpLimits;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.identity.IssuerDiscovery;
import dev.tenon.server.outbound.identity.MemberTokenCheck;
import dev.tenon.server.outbound.identity.SubjectTokenCheck;
import dev.tenon.server.outbound.organization.OrganizationReader;
import dev.tenon.server.outbound.token.ProviderTokenEndpoint;
import dev.tenon.server.outbound.webhook.SignedSender;
import dev.tenon.server.proxy.ListingRoutes;
import dev.tenon.server.sql.Database;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.server.vault.TinkVault;
import dev.tenon.token.Refresher;
import dev.tenon.webhook.Deliveries;
import dev.tenon.webhook.DeliveryAttempt;
import dev.tenon.webhook.DeliveryOutcomes;
import dev.tenon.webhook.WebhookObserver;
import dev.tenon.workspace.Nodes.Node;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running hub: the composition root. Every room is made here, from the store up to the listener,
/// and closed in the opposite order.
public final class Hub implements AutoCloseable {
  private static final String VERSION =
      Optional.ofNullable(Hub.class.getPackage().getImplementationVersion()).orElse("dev");

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  /// How long a stopping hub waits for refreshes that are under way: a little longer than one
  /// takes, which is 40 s at most.
  private static final Duration LANDING = Duration.ofSeconds(45);

  private static final int WATCHED_SECRETS = 50;
  private static final int WORDS_AT_ONCE = 500;
  private static final int PRUNED_CONNECTIONS = 200;

  private final URI url;
  private final Optional<ApiKey> newAdminKey;
  private final Optional<URI> firstSignInLink;
  private final Console console;
  private final Listener listener;
  private final HealthRoutes health;
  private final Chores chores;
  private final FileJournal journal;
  private final Deliveries deliveries;
  private final Node node;
  private volatile int nodes = 1;
  private final Engine engine;
  private final OutboundHttp outbound;
  private final ProxyParts proxy;
  private final SyncParts syncs;
  private final Database database;

  private Hub(Settings settings, Database database, SecureRandom random) {
    int port = settings.port() == 0 ? freePort() : settings.port();
    this.url = settings.baseUrl().orElseGet(() -> URI.create("http://localhost:" + port));
    this.database = database;
    Clock clock = database.clock();
    this.newAdminKey = new FirstStart(database, clock, random).prepare(settings.adminKey());
    KeyRing keys = DataDirectory.keyRing(settings, database, random);
    TinkVault vault = keys.vault();
    Catalogue catalogue =
        new Catalogue(
            settings.dataDirectory().resolve("connectors"),
            database.connectorFiles(),
            database.changes(),
            clock);
    AddressGuard guard = new AddressGuard(AllowedAddresses.parse(settings.allowPrivateAddresses()));
    this.outbound = new OutboundHttp(guard, HttpLimits.standard(), System::nanoTime);
    IssuerDiscovery discovery = new IssuerDiscovery(outbound, clock);
    ProviderTokenEndpoint provider =
        new ProviderTokenEndpoint(outbound, discovery, vault, clock, random);
    Meters meters = new Meters();
    this.console =
        new Console(database, keys.derived("tickets"), meters.refreshes(), clock, random);
    this.journal = FileJournal.open(settings.dataDirectory(), vault, random);
    this.engine =
        new Engine(
            database, vault, catalogue, provider, journal, console.tallies, url, clock, random);
    this.proxy =
        new ProxyParts(
            engine.tokens,
            database.apps(),
            database.changes(),
            database.sharedBudgets(),
            meters.budgets(),
            guard,
            settings.proxyBodyBytes(),
            () -> nodes,
            clock,
            random);
    this.node = new Node(journal.node(), VERSION);
    this.syncs = new SyncParts(database, proxy, journal.node(), clock, random, meters.syncs());
    recover();
    this.deliveries = deliveries(vault, meters.webhooks(), clock, random);
    ConnectionEndings endings =
        new ConnectionEndings(
            database.connections(),
            database.grants(),
            database.oauthClients(),
            engine.resolution,
            engine.sealer,
            provider,
            clock);
    meters.watch(figures(), clock);
    Callers callers = new Callers(database.apiKeys(), database.changes());
    this.health = new HealthRoutes(List.of(new HealthRoutes.Check("store", this::probeStore)));
    Desk desk = new Desk(callers, new Cursors(keys.derived("cursors")), database.auditLog(), clock);
    ConnectPrompts prompts = new ConnectPrompts(engine.links, database.apps(), clock);
    Consumer<String> tokenAnswered = engine.elbowroom.noting(meters::tokenAnswered);
    List<Route> routes =
        new ArrayList<>(
            new ApiSurface(database, engine, provider, proxy, syncs, catalogue, url, clock, random)
                .routes(desk, endings, prompts, tokenAnswered));
    routes.addAll(
        new StandardRetrieval(
                database, engine, new SubjectTokenCheck(outbound, discovery, clock), clock, random)
            .routes(
                desk,
                callers,
                app -> proxy.allowed.of(app).isEmpty(),
                prompts,
                tokenAnswered,
                url));
    ProxySurface providers = new ProxySurface(database, engine, proxy, catalogue, url, clock);
    ListingRoutes listings = providers.listings(callers, settings.proxyBodyBytes());
    DataSurface data = new DataSurface(database, proxy, syncs, clock);
    routes.addAll(providers.routes(desk, callers, listings, settings.proxyBodyBytes()));
    routes.addAll(health.routes());
    routes.addAll(new MetricsRoutes(meters, callers).routes());
    routes.addAll(
        new ConnectRoutes(
                engine.journeys,
                data.apps(engine.appPages),
                database.brandings(),
                url,
                clock,
                random)
            .routes());
    ConsoleConnections held = new ConsoleConnections(database, engine, catalogue, clock, random);
    ConsoleRooms rooms =
        new ConsoleRooms(
            held.connections(syncs.store, endings),
            ConsoleClients.parts(database, engine, catalogue, provider, endings, url, clock),
            held.apps(),
            data.parts(engine.appPages, listings));
    routes.addAll(
        console.routes(engine, provider, new MemberTokenCheck(outbound, clock), rooms, desk, url));
    routes.addAll(
        new Compatibility(
                database,
                engine,
                catalogue,
                callers,
                endings,
                new OrganizationsByTurn(new OrganizationReader(outbound, clock), proxy.sides),
                proxy.listings,
                url,
                clock,
                random)
            .routes());
    this.firstSignInLink = console.firstLink(url);
    beat(clock);
    List<Chore> all = new ArrayList<>(chores(endings, clock));
    all.addAll(console.chores());
    all.addAll(syncs.chores());
    ListenerSettings listening = ListenerSettings.defaults().at(settings.bindAddress(), port);
    // From here on refreshes begin, and the process may not end without having heard their answers:
    // what may fail comes before.
    this.listener =
        Listener.start(
            "https".equals(url.getScheme()) ? listening.overHttps() : listening,
            routes,
            random,
            meters::requestAnswered);
    this.chores = Chores.start(all);
  }

  /// Starts a hub; it answers requests when this returns.
  ///
  /// @throws StoreUnavailableException when the database cannot be opened
  /// @throws dev.tenon.server.vault.UnusableMasterKeyException when the master key does not fit
  /// @throws IllegalStateException when the port is taken
  public static Hub start(Settings settings) {
    Database database = DataDirectory.open(settings);
    Hub hub;
    try {
      hub = new Hub(settings, database, new SecureRandom());
    } catch (RuntimeException e) {
      // Whoever mends what was wrong starts again, and finds the file free.
      database.close();
      throw e;
    }
    try {
      hub.syncs.start();
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
    return hub;
  }

  /// How browsers and providers reach it.
  public URI url() {
    return url;
  }

  /// The port that it listens on.
  public int port() {
    return listener.port();
  }

  /// The admin key that was made at this start, to be shown once; empty when there was one.
  public Optional<ApiKey> newAdminKey() {
    return newAdminKey;
  }

  /// A link with which the first member signs in to the console, to be shown once; empty when there
  /// is a member.
  public Optional<URI> firstSignInLink() {
    return firstSignInLink;
  }

  /// Stops gracefully: no new refreshes and requests, those under way finish, what is unsaved is
  /// saved. Takes little more than a minute at most, and hardly any time where no provider is slow.
  @Override
  public void close() {
    health.close();
    engine.tokens.refresher().close();
    engine.tokens.dueRefreshes().close();
    listener.close();
    syncs.close();
    chores.close();
    engine.tokens.refresher().land(LANDING);
    console.close();
    deliveries.stop();
    leave();
    proxy.close();
    outbound.close();
    journal.close();
    database.close();
  }

  private Deliveries deliveries(
      Vault vault, WebhookObserver observer, Clock clock, SecureRandom random) {
    return new Deliveries(
        database.webhooks(),
        database.deliveries(),
        database.retentions(),
        new DeliveryAttempt(
            vault,
            new LeafWording(database.connections(), database.oauthClients()),
            new SignedSender(outbound, clock),
            clock),
        new DeliveryOutcomes(database.deliveries(), observer, clock, random),
        Thread::startVirtualThread,
        clock);
  }

  private List<Chore> chores(ConnectionEndings endings, Clock clock) {
    Refresher refresher = engine.tokens.refresher();
    return List.of(
        new Chore("save-unsaved-grants", Duration.ofMillis(500), refresher::saveUnsaved),
        new Chore("plan-grants", Duration.ofSeconds(2), engine.tokens.planner()::run),
        new Chore(
            "refresh-due", Duration.ofSeconds(1), () -> engine.tokens.dueRefreshes().run(nodes)),
        new Chore("settle-budgets", Duration.ofSeconds(1), proxy.budgets::settle),
        new Chore("prune-budgets", Duration.ofHours(1), proxy.budgets::prune),
        new Chore("elbowroom", engine.elbowroom::interval, engine.elbowroom::look),
        new Chore("beat", Duration.ofSeconds(10), () -> beat(clock)),
        new Chore(
            "sweep-connect", Duration.ofSeconds(30), () -> engine.sweep.sweep(clock.instant())),
        new Chore("send-webhooks", Duration.ofSeconds(1), deliveries::sendDue),
        new Chore("prune-webhooks", Duration.ofHours(1), deliveries::prune),
        new Chore("prune-events", Duration.ofMinutes(1), () -> pruneEvents(clock)),
        new Chore("fill-words", Duration.ofSeconds(15), this::fillWords),
        new Chore("forecast", Duration.ofMinutes(5), engine.forecasts::tell),
        new Chore("tell-expiring-secrets", Duration.ofHours(1), engine.expiryNews::tell),
        new Chore("revoke-again", Duration.ofMinutes(5), () -> endings.retry(20)));
  }

  /// Of each connection the newest events are kept, and all that are not too old.
  private void pruneEvents(Clock clock) {
    database
        .connections()
        .pruneEvents(clock.instant(), Retention.EVENTS_ALWAYS_KEPT, PRUNED_CONNECTIONS);
  }

  /// Connections that a node of an earlier version has made are found too.
  private void fillWords() {
    int filled = WORDS_AT_ONCE;
    for (int i = 0; i < 20 && filled == WORDS_AT_ONCE; i++) {
      filled = database.connections().fillWords(WORDS_AT_ONCE);
    }
  }

  private EngineFigures figures() {
    Refresher refresher = engine.tokens.refresher();
    return new EngineFigures(
        database.dueGrants()::backlog,
        database.deliveries()::backlog,
        database::rejectedClients,
        () -> database.secretsEndingFirst(WATCHED_SECRETS),
        database::syncBacklog,
        database::syncFigures,
        refresher::underWay,
        refresher::unsaved,
        journal::depth,
        database::clockOffset);
  }

  /// Takes up what an earlier life of this node left, before anything is answered.
  private void recover() {
    int found = engine.tokens.refresher().recover(journal.predecessors());
    if (found > 0) {
      LOG.atInfo().addKeyValue("answers", found).log("the journal of an earlier run was taken up");
    }
  }

  /// Tells the other nodes that this one is here, and counts them: they share the providers' rates.
  private void beat(Clock clock) {
    database.nodes().beat(node, clock.instant());
    nodes = database.nodes().alive();
  }

  private void leave() {
    try {
      database.nodes().leave(node);
    } catch (StoreUnavailableException _) {
      // Not seen any more, it is not counted any more either.
    }
  }

  private void probeStore() {
    if (!database.answers()) {
      throw new StoreUnavailableException("the database does not answer", new IOException());
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("0.0.0.0", 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
