package dev.tenon.server;

import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.client.PublicClients;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.entry.ProviderClients;
import dev.tenon.entry.SignInUse;
import dev.tenon.server.api.AdminKeyRoutes;
import dev.tenon.server.api.AppPageLinkRoutes;
import dev.tenon.server.api.AppRoutes;
import dev.tenon.server.api.AuditRoutes;
import dev.tenon.server.api.BulkImportRoutes;
import dev.tenon.server.api.CheckedConnectors;
import dev.tenon.server.api.ClientSecretRoutes;
import dev.tenon.server.api.ConnectLinkRoutes;
import dev.tenon.server.api.ConnectPrompts;
import dev.tenon.server.api.ConnectionEndings;
import dev.tenon.server.api.ConnectionImports;
import dev.tenon.server.api.ConnectionRoutes;
import dev.tenon.server.api.ConnectorRoutes;
import dev.tenon.server.api.DeliveryRoutes;
import dev.tenon.server.api.DependentRoutes;
import dev.tenon.server.api.Desk;
import dev.tenon.server.api.DocsRoutes;
import dev.tenon.server.api.InstallationRoutes;
import dev.tenon.server.api.MemberSignInField;
import dev.tenon.server.api.OAuthClientRoutes;
import dev.tenon.server.api.OrganizationRoutes;
import dev.tenon.server.api.RecordRoutes;
import dev.tenon.server.api.RetentionRoutes;
import dev.tenon.server.api.SyncRoutes;
import dev.tenon.server.api.TokenRoutes;
import dev.tenon.server.api.UserRoutes;
import dev.tenon.server.api.VisibleConnections;
import dev.tenon.server.api.VisibleSyncs;
import dev.tenon.server.api.WebhookRoutes;
import dev.tenon.server.api.WorkspaceRoutes;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.server.sql.Database;
import dev.tenon.sync.ConnectionOrganizations;
import dev.tenon.workspace.RetentionSettings;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The hub's own API, wired.
final class ApiSurface {
  private final Database database;
  private final Engine engine;
  private final TokenEndpoint provider;
  private final ProxyParts proxy;
  private final SyncParts syncs;
  private final Catalogue catalogue;
  private final URI url;
  private final Clock clock;
  private final RandomGenerator random;

  ApiSurface(
      Database database,
      Engine engine,
      TokenEndpoint provider,
      ProxyParts proxy,
      SyncParts syncs,
      Catalogue catalogue,
      URI url,
      Clock clock,
      RandomGenerator random) {
    this.database = database;
    this.engine = engine;
    this.provider = provider;
    this.proxy = proxy;
    this.syncs = syncs;
    this.catalogue = catalogue;
    this.url = url;
    this.clock = clock;
    this.random = random;
  }

  /// The calls under `/api/v1`, and their description.
  ///
  /// @param answered is told how each request for a token was answered
  List<Route> routes(
      Desk desk, ConnectionEndings endings, ConnectPrompts prompts, Consumer<String> answered) {
    ApiKeys keys = new ApiKeys(database.apiKeys(), clock, random);
    Apps apps = new Apps(database.apps(), clock);
    VisibleConnections visible =
        new VisibleConnections(
            database.connections(), database.oauthClients(), database.grantPlans());
    ConnectionImports imports =
        new ConnectionImports(
            database.connections(),
            database.grants(),
            database.oauthClients(),
            engine.resolution,
            engine.sealer,
            provider,
            clock,
            random);
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new TokenRoutes(
                desk,
                engine.tokens.source(),
                engine.tokens.reports(),
                proxy.allowed,
                prompts,
                visible,
                answered::accept,
                clock)
            .routes());
    routes.addAll(
        new OAuthClientRoutes(
                desk,
                engine.oauthClients,
                database.oauthClients(),
                database.grantPlans(),
                database.apps(),
                catalogue,
                URI.create(url + Settings.CALLBACK_PATH))
            .routes());
    routes.addAll(
        new ClientSecretRoutes(
                desk,
                engine.secretRotation,
                database.oauthClients(),
                visible,
                engine.tokens.reports(),
                prompts)
            .routes());
    routes.addAll(new AppRoutes(desk, apps, keys, database.oauthClients()).routes());
    routes.addAll(new AdminKeyRoutes(desk, keys).routes());
    routes.addAll(new UserRoutes(desk, database.users(), clock).routes());
    routes.addAll(
        new ConnectionRoutes(
                desk,
                visible,
                database.connections(),
                engine.tokens.reports(),
                prompts,
                imports,
                endings)
            .routes());
    routes.addAll(syncRoutes(desk, visible, prompts));
    routes.addAll(new BulkImportRoutes(desk, imports, database.connections()).routes());
    routes.addAll(
        new ConnectLinkRoutes(desk, engine.links, engine.confirmations, visible).routes());
    routes.addAll(new AppPageLinkRoutes(desk, engine.appPages, database.apps()).routes());
    routes.addAll(
        new ConnectorRoutes(
                desk,
                catalogue,
                new PublicClients(database.oauthClients(), catalogue),
                database.connectorFiles(),
                new CheckedConnectors(new CatalogueChecks(catalogue)),
                clock)
            .routes());
    routes.addAll(
        new WorkspaceRoutes(
                desk,
                database.workspaces(),
                database.brandings(),
                database.oauthClients(),
                new MemberSignInField(
                    database.memberProviders(),
                    new ProviderClients(
                        database.oauthClients(), engine.resolution, provider, clock)),
                clock)
            .routes());
    routes.addAll(
        new RetentionRoutes(desk, new RetentionSettings(database.retentions(), clock)).routes());
    routes.addAll(
        new InstallationRoutes(desk, database.workspaces(), keys, clock, random).routes());
    routes.addAll(
        new DependentRoutes(
                desk,
                database.oauthClients(),
                database.connections(),
                database.apps(),
                new SignInUse(database.workspaces(), database.memberProviders()))
            .routes());
    routes.addAll(new WebhookRoutes(desk, engine.webhooks, clock).routes());
    routes.addAll(new DeliveryRoutes(desk, engine.webhooks).routes());
    routes.addAll(new AuditRoutes(desk, database.auditLog()).routes());
    routes.addAll(new DocsRoutes(new Site(url)).routes());
    return routes;
  }

  private List<Route> syncRoutes(Desk desk, VisibleConnections visible, ConnectPrompts prompts) {
    VisibleSyncs seen = new VisibleSyncs(desk, visible, syncs.store, proxy.allowed);
    List<Route> routes =
        new ArrayList<>(new SyncRoutes(desk, seen, syncs.syncs, syncs.store, prompts).routes());
    routes.addAll(
        new RecordRoutes(desk, seen, database.records(), proxy.listings, proxy.pages).routes());
    routes.addAll(
        new OrganizationRoutes(
                desk, seen, new ConnectionOrganizations(database.organizations(), clock))
            .routes());
    return routes;
  }
}
