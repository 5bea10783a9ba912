package dev.tenon.server.api;

import dev.tenon.access.ApiKey;
import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.call.AllowedCalls;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.PublicClients;
import dev.tenon.client.SecretRotation;
import dev.tenon.client.SecretSealing;
import dev.tenon.connect.Confirmations;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.LinkedIntegrations;
import dev.tenon.connect.NewGrants;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connector.ConnectorCheck;
import dev.tenon.entry.ProviderClients;
import dev.tenon.entry.SignInUse;
import dev.tenon.exchange.Issuers;
import dev.tenon.exchange.TokenExchange;
import dev.tenon.member.SignInLinks;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.catalog.CatalogueCheck;
import dev.tenon.server.exchange.ExchangeRoutes;
import dev.tenon.server.exchange.MetadataRoutes;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.Listener;
import dev.tenon.server.http.ListenerSettings;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.server.vault.Argon2Passphrases;
import dev.tenon.stores.InMemoryJournal;
import dev.tenon.stores.InMemoryMemberProviders;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.token.Pause;
import dev.tenon.token.RefreshObserver;
import dev.tenon.token.RefreshPolicy;
import dev.tenon.token.TokenEngine;
import dev.tenon.token.TokenMemory;
import dev.tenon.token.TokenPorts;
import dev.tenon.webhook.Webhooks;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.RetentionSettings;
import dev.tenon.workspace.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A hub of stores in memory and a scripted provider, behind a real listener, with two workspaces.
/// Clock, ids and keys are the same in every run.
final class ApiWorld implements AutoCloseable {
  static final URI HUB = URI.create("http://hub.test");
  static final WorkspaceId OURS = new WorkspaceId("ws_ours");
  static final WorkspaceId THEIRS = new WorkspaceId("ws_theirs");

  final SettableClock clock = new SettableClock();
  final InMemoryStores stores = new InMemoryStores(clock);
  final ScriptedProvider provider = new ScriptedProvider(clock);
  final Contract contract = new Contract();
  final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
  final List<Route> routes;

  final ScriptedSubjects subjects = new ScriptedSubjects();

  private final Random random = new Random(7);
  private final InMemoryVault vault = new InMemoryVault();
  private final GrantSealer sealer = new GrantSealer(vault);
  private final Catalogue catalogue =
      new Catalogue(
          Path.of("there-is-no-such-directory"), stores.connectorFiles(), stores.changes(), clock);
  private final ClientResolution resolution = new ClientResolution(catalogue);
  private final InMemoryMemberProviders memberProviders = new InMemoryMemberProviders(stores);
  private final Listener listener;

  ApiWorld() {
    workspace(OURS, "Ours");
    workspace(THEIRS, "Theirs");
    this.routes = List.copyOf(build());
    this.listener =
        Listener.start(
            ListenerSettings.defaults().at("127.0.0.1", 0),
            routes,
            new Random(1),
            (_, _, _, _) -> {});
  }

  /// An admin of our workspace.
  Client admin() {
    return client(key(OURS, Optional.empty(), "admin"));
  }

  /// An admin of the first workspace, who operates the installation.
  Client operator() {
    workspace(WorkspaceId.FIRST, "Default");
    return client(key(WorkspaceId.FIRST, Optional.empty(), "operator"));
  }

  /// An admin of the other workspace.
  Client theirAdmin() {
    return client(key(THEIRS, Optional.empty(), "admin"));
  }

  /// An app of our workspace, with a key.
  Client app(String name) {
    admin().post("/api/v1/apps", "{\"name\":\"%s\"}".formatted(name)).expect(201);
    return client(key(OURS, Optional.of(new AppName(name)), "test"));
  }

  /// An app of the other workspace, with a key.
  Client theirApp(String name) {
    theirAdmin().post("/api/v1/apps", "{\"name\":\"%s\"}".formatted(name)).expect(201);
    return client(key(THEIRS, Optional.of(new AppName(name)), "test"));
  }

  /// The integration `acme`, which users connect.
  void acme(Client admin) {
    client(admin, "acme", "generic-oauth2");
  }

  /// The integration `robot`, which is the apps' own.
  void robot(Client admin) {
    admin
        .post(
            "/api/v1/oauth-clients",
            """
            {"name":"robot","connector":"generic-oauth2","client_id":"robot-1",
             "connection_definition":"client-credentials","client_secret":"planted-secret-2",
             "token_url":"https://id.acme.test/token"}
            """)
        .expect(201);
  }

  /// An integration with the first definition of a connector.
  void client(Client admin, String name, String connector) {
    String fields =
        connector.equals("generic-oauth2")
            ? """
              ,"client_id":"acme-1","client_secret":"planted-secret-1","scope":"read write",
              "authorization_url":"https://id.acme.test/authorize",
              "token_url":"https://id.acme.test/token"
              """
            : "";
    admin
        .post(
            "/api/v1/oauth-clients",
            "{\"name\":\"%s\",\"connector\":\"%s\"%s}".formatted(name, connector, fields))
        .expect(201);
  }

  /// A user's connection through `acme`, an hour of life, by import; its id.
  String connect(Client admin, String user) {
    return admin
        .post(
            "/api/v1/connections",
            """
            {"integration":"acme","user":"%s","access_token":"planted-access-1",
             "refresh_token":"planted-refresh-1","expires_in":3600,"scope":"read"}
            """
                .formatted(user))
        .expect(201)
        .get("id");
  }

  /// Uses every link up, as if users had connected.
  void useLinks() {
    stores.auditLog().list(OURS, Optional.empty(), 1000).stream()
        .map(AuditEntry::event)
        .filter(event -> event.action().equals("connect_link.created"))
        .forEach(
            event ->
                stores
                    .connects()
                    .useLink(OURS, new ConnectLinkId(event.target()), clock.instant()));
  }

  /// A caller with this key.
  Client client(String key) {
    return new Client(
        URI.create("http://127.0.0.1:" + listener.port()),
        Optional.of(key),
        Optional.of("Bearer " + key),
        contract,
        answers);
  }

  /// A caller without a key.
  Client nobody() {
    return new Client(
        URI.create("http://127.0.0.1:" + listener.port()),
        Optional.empty(),
        Optional.empty(),
        contract,
        answers);
  }

  @Override
  public void close() {
    listener.close();
  }

  private void workspace(WorkspaceId id, String name) {
    stores
        .workspaces()
        .create(
            new Workspace(id, name, LinkVerification.APP, Optional.empty(), clock.instant()),
            event(id, "workspace.created"));
  }

  private String key(WorkspaceId workspace, Optional<AppName> app, String name) {
    ApiKey key = ApiKey.random(random);
    boolean created =
        stores
            .apiKeys()
            .create(
                new StoredKey(
                    KeyId.random(random),
                    workspace,
                    app,
                    name,
                    key.hashed(),
                    key.lastFour(),
                    clock.instant(),
                    Optional.empty()),
                event(workspace, "api_key.created"));
    if (!created) {
      throw new IllegalStateException("there is no app " + app);
    }
    return key.secret().reveal();
  }

  private AuditEvent event(WorkspaceId workspace, String action) {
    return new AuditEvent(workspace, clock.instant(), new Actor.Hub(), action, "x", Map.of());
  }

  private List<Route> build() {
    Desk desk =
        new Desk(
            new Callers(stores.apiKeys(), stores.changes()),
            new Cursors(new byte[32]),
            stores.auditLog(),
            clock);
    ApiKeys keys = new ApiKeys(stores.apiKeys(), clock, random);
    VisibleConnections visible =
        new VisibleConnections(stores.connections(), stores.oauthClients(), stores.grantPlans());
    LinkedIntegrations linked =
        new LinkedIntegrations(stores.oauthClients(), catalogue, resolution, provider);
    ConnectLinks links =
        new ConnectLinks(
            stores.connects(), linked, stores.apps(), URI.create("http://hub.test"), clock, random);
    ConnectPrompts prompts = new ConnectPrompts(links, stores.apps(), clock);
    List<Route> all = new ArrayList<>();
    all.addAll(tokens(desk, prompts, visible));
    all.addAll(
        new ConnectLinkRoutes(
                desk,
                links,
                new Confirmations(
                    stores.connects(),
                    stores.connections(),
                    new NewGrants(stores.connections(), stores.grants(), clock, random),
                    sealer,
                    stores.auditLog(),
                    clock),
                visible)
            .routes());
    all.addAll(
        new OAuthClientRoutes(
                desk,
                new OAuthClients(stores.oauthClients(), catalogue, vault, provider, clock, random),
                stores.oauthClients(),
                stores.grantPlans(),
                stores.apps(),
                catalogue,
                URI.create("http://hub.test/api/integrations/oauth2/callback/"))
            .routes());
    all.addAll(
        new ConnectorRoutes(
                desk,
                catalogue,
                new PublicClients(stores.oauthClients(), catalogue),
                stores.connectorFiles(),
                new CheckedConnectors(this::check),
                clock)
            .routes());
    all.addAll(
        new AppRoutes(desk, new Apps(stores.apps(), clock), keys, stores.oauthClients()).routes());
    all.addAll(new AdminKeyRoutes(desk, keys).routes());
    all.addAll(new UserRoutes(desk, stores.users(), clock).routes());
    all.addAll(
        new WorkspaceRoutes(
                desk,
                stores.workspaces(),
                stores.brandings(),
                stores.oauthClients(),
                new MemberSignInField(
                    memberProviders,
                    new ProviderClients(stores.oauthClients(), resolution, provider, clock)),
                clock)
            .routes());
    all.addAll(
        new RetentionRoutes(desk, new RetentionSettings(stores.retentions(), clock)).routes());
    all.addAll(new InstallationRoutes(desk, stores.workspaces(), keys, clock, random).routes());
    all.addAll(
        new DependentRoutes(
                desk,
                stores.oauthClients(),
                stores.connections(),
                stores.apps(),
                new SignInUse(stores.workspaces(), memberProviders))
            .routes());
    Webhooks webhooks = new Webhooks(stores.webhooks(), vault, clock, random);
    all.addAll(new WebhookRoutes(desk, webhooks, clock).routes());
    all.addAll(new DeliveryRoutes(desk, webhooks).routes());
    all.addAll(
        new IssuerRoutes(desk, new Issuers(stores.issuers(), subjects, clock, random)).routes());
    all.addAll(new AuditRoutes(desk, stores.auditLog()).routes());
    all.addAll(
        new ConsoleLinkRoutes(
                desk,
                new SignInLinks(
                    stores.members(), new Argon2Passphrases(new SecureRandom()), clock, random),
                HUB)
            .routes());
    all.addAll(new DocsRoutes(new Site(HUB)).routes());
    return all;
  }

  private List<Route> tokens(Desk desk, ConnectPrompts prompts, VisibleConnections visible) {
    TokenEngine engine =
        new TokenEngine(
            new TokenPorts(
                stores.oauthClients(),
                stores.connections(),
                stores.grants(),
                stores.dueGrants(),
                stores.grantPlans(),
                stores.clientStandings(),
                stores.learned(),
                stores.auditLog(),
                stores.changes(),
                provider,
                new InMemoryJournal(),
                RefreshObserver.none()),
            resolution,
            sealer,
            new TokenMemory(new ConcurrentHashMap<>(), stores.changes()),
            RefreshPolicy.of("node-1"),
            Thread::startVirtualThread,
            Pause.real(),
            clock,
            random);
    List<Route> all = new ArrayList<>();
    all.addAll(
        new ClientSecretRoutes(
                desk,
                new SecretRotation(stores.oauthClients(), new SecretSealing(vault, random), clock),
                stores.oauthClients(),
                visible,
                engine.reports(),
                prompts)
            .routes());
    AllowedCalls allowed =
        new AllowedCalls(stores.apps(), new ConcurrentHashMap<>(), stores.changes());
    all.addAll(
        new TokenRoutes(
                desk, engine.source(), engine.reports(), allowed, prompts, visible, _ -> {}, clock)
            .routes());
    all.addAll(
        new ExchangeRoutes(
                desk.callers(),
                new TokenExchange(
                    stores.issuers(),
                    subjects,
                    engine.source(),
                    stores.oauthClients(),
                    resolution,
                    stores.auditLog(),
                    clock),
                asking -> allowed.of(asking).isEmpty(),
                prompts::url,
                _ -> {},
                HUB,
                clock)
            .routes());
    all.addAll(new MetadataRoutes(HUB).routes());
    ConnectionImports imports =
        new ConnectionImports(
            stores.connections(),
            stores.grants(),
            stores.oauthClients(),
            resolution,
            sealer,
            provider,
            clock,
            random);
    all.addAll(new BulkImportRoutes(desk, imports, stores.connections()).routes());
    all.addAll(
        new ConnectionRoutes(
                desk,
                visible,
                stores.connections(),
                engine.reports(),
                prompts,
                imports,
                new ConnectionEndings(
                    stores.connections(),
                    stores.grants(),
                    stores.oauthClients(),
                    resolution,
                    sealer,
                    provider,
                    clock))
            .routes());
    return all;
  }

  private ConnectorCheck.Checked check(WorkspaceId workspace, String yaml) {
    return switch (catalogue.check(workspace, "posted.yaml", yaml)) {
      case CatalogueCheck.Good good -> new ConnectorCheck.Checked.Good(good.connector());
      case CatalogueCheck.Bad bad ->
          new ConnectorCheck.Checked.Bad(
              bad.problems().stream()
                  .map(
                      it ->
                          new ConnectorCheck.Fault(it.line(), it.column(), it.path(), it.message()))
                  .toList());
    };
  }
}
