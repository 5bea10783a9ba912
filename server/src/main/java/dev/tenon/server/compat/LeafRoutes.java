package dev.tenon.server.compat;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tenon.app.AppStore;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.SecretHolders;
import dev.tenon.connect.Attachments;
import dev.tenon.connect.BroughtCodes;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ProviderOrganizations;
import dev.tenon.connect.SecondSteps;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.UserStore;
import dev.tenon.connector.Connectors;
import dev.tenon.resource.ResourceListings;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Route;
import dev.tenon.token.HubTokens;
import dev.tenon.webhook.Webhooks;
import dev.tenon.workspace.ChangeFeed;
import dev.tenon.workspace.Workspaces;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/// Leaf's surface: its OAuth helpers, users with their credentials, app keys, API keys, Magic
/// Links, organizations and alerts; fields, boundaries, operations and files.
public final class LeafRoutes {
  /// Things of farms that are remembered at most, of about half a kilobyte each.
  private static final int REMEMBERED = 60_000;

  /// Characters of geometries that are remembered at most.
  private static final int REMEMBERED_CHARACTERS = 8_000_000;

  private static final Duration UNUSED = Duration.ofMinutes(15);

  private final Stores stores;
  private final Rules rules;
  private final Reading reading;
  private final LeafDesk desk;
  private final LeafClients clients;
  private final RandomGenerator random;

  /// Answers from `stores` by `rules`, and from providers by `reading`, to whom `callers` know.
  public LeafRoutes(
      Callers callers,
      Stores stores,
      Rules rules,
      Reading reading,
      Clock clock,
      RandomGenerator random) {
    this.stores = stores;
    this.rules = rules;
    this.reading = reading;
    this.desk = new LeafDesk(callers, stores.workspaces(), stores.audit(), clock);
    this.clients = new LeafClients(stores.clients(), rules.holders());
    this.random = random;
  }

  /// The stores that it answers from.
  public record Stores(
      Workspaces workspaces,
      AppStore apps,
      UserStore users,
      OAuthClientStore clients,
      ConnectionStore connections,
      AuditLog audit) {}

  /// How providers' things are read.
  ///
  /// @param hub the address that links in answers begin with
  public record Reading(ResourceListings listings, ChangeFeed changes, URI hub) {}

  /// The rules of core that it translates to.
  public record Rules(
      SecretHolders holders,
      OAuthClients clients,
      Connectors connectors,
      ClientResolution resolution,
      BroughtCodes codes,
      Attachments attachments,
      ConnectLinks links,
      SecondSteps secondSteps,
      ProviderOrganizations organizations,
      HubTokens tokens,
      Webhooks webhooks,
      Detaching detaching) {}

  /// The calls.
  public List<Route> routes() {
    HeldCredentials held = new HeldCredentials(stores.connections(), clients);
    CredentialJson json = new CredentialJson(desk, clients, rules.tokens());
    CredentialAttaching attaching =
        new CredentialAttaching(desk, clients, rules.resolution(), rules.attachments());
    LastingLinks lasting =
        new LastingLinks(desk, rules.links(), clients, rules.resolution(), stores.apps());
    List<Route> routes = new ArrayList<>();
    routes.addAll(new SignInRoutes(desk).routes());
    routes.addAll(new HelperRoutes(desk, clients, rules.codes()).routes());
    routes.addAll(
        new LeafUserRoutes(desk, stores.users(), held, json, attaching, rules.detaching(), random)
            .routes());
    routes.addAll(
        new CredentialRoutes(desk, held, attaching, json, rules.detaching(), stores.connections())
            .routes());
    OrganizationRoutes organizations =
        new OrganizationRoutes(
            desk,
            held,
            rules.tokens(),
            rules.organizations(),
            rules.secondSteps(),
            stores.connections());
    routes.addAll(organizations.routes());
    routes.addAll(new OrganizationSyncRoutes(desk, held, organizations, reading.hub()).routes());
    routes.addAll(
        new AppKeyRoutes(desk, clients, stores.clients(), rules.clients(), rules.connectors())
            .routes());
    routes.addAll(new WidgetKeyRoutes(desk, lasting, rules.links()).routes());
    routes.addAll(new MagicLinkRoutes(desk, lasting, rules.links(), stores.users()).routes());
    routes.addAll(new AlertRoutes(desk, rules.webhooks()).routes());
    routes.addAll(farms(held));
    routes.addAll(new LeafDescription().routes());
    return routes;
  }

  private List<Route> farms(HeldCredentials held) {
    FarmReader reader =
        new RememberedFarmReader(
            new LiveFarmReader(reading.listings(), rules.connectors(), desk.clock()),
            bounded(REMEMBERED, RememberedFarmReader.Kept::weight),
            reading.changes(),
            desk.clock());
    FarmDesk farms = new FarmDesk(desk, held, reader);
    BoundaryShapes shapes =
        new BoundaryShapes(farms, bounded(REMEMBERED_CHARACTERS, BoundaryShapes.Kept::weight));
    List<Route> routes = new ArrayList<>();
    routes.addAll(new FieldRoutes(farms, shapes, reading.hub()).routes());
    routes.addAll(new FarmRoutes(farms, reading.hub()).routes());
    routes.addAll(new OperationRoutes(farms, reading.hub()).routes());
    routes.addAll(new MachineFileRoutes(farms, reading.hub()).routes());
    routes.addAll(new FieldSyncRoutes(farms, reading.hub()).routes());
    return routes;
  }

  private static <K, V> ConcurrentMap<K, V> bounded(long most, ToIntFunction<V> weight) {
    return Caffeine.newBuilder()
        .maximumWeight(most)
        .weigher((K _, V value) -> weight.applyAsInt(value))
        .expireAfterAccess(UNUSED)
        .build()
        .asMap();
  }
}
