package dev.tenon.fakehub;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppChange;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.RefreshMode;
import dev.tenon.connect.Arrivals;
import dev.tenon.connect.Attachments;
import dev.tenon.connect.BroughtCodes;
import dev.tenon.connect.Callbacks;
import dev.tenon.connect.Confirmations;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ConnectSweep;
import dev.tenon.connect.Departures;
import dev.tenon.connect.Exchanges;
import dev.tenon.connect.LinkDraft;
import dev.tenon.connect.LinkedIntegrations;
import dev.tenon.connect.NewGrants;
import dev.tenon.connect.Offers;
import dev.tenon.connect.Patience;
import dev.tenon.connect.ProviderTrips;
import dev.tenon.connect.Refusals;
import dev.tenon.connect.SecondSteps;
import dev.tenon.connect.SignIns;
import dev.tenon.connect.Trips;
import dev.tenon.connect.Verifications;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.Owner;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Field.Format;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.SecondConsent;
import dev.tenon.connector.Template;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.secret.Secret;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A hub's connect room over stores in memory: the app `Fieldbook`, its user `ada`, and
/// integrations with providers of every kind. Chance and time are the same in every run.
public final class ConnectWorld {
  public static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");
  public static final UserId ADA = new UserId("ada");
  public static final AppName FIELDBOOK = new AppName("Fieldbook");
  public static final Caller.App APP = new Caller.App(WORKSPACE, new KeyId("key_1"), FIELDBOOK);
  public static final Caller.Admin ADMIN = new Caller.Admin(WORKSPACE, new KeyId("key_2"));

  /// A provider where users consent.
  public static final IntegrationName MODELS = new IntegrationName("models");

  /// Another one, with a second step after the consent.
  public static final IntegrationName FIELDS = new IntegrationName("fields");

  /// One that names itself in every callback.
  public static final IntegrationName NAMED = new IntegrationName("named");

  /// A provider that wants a key and a label of its address.
  public static final IntegrationName KEYED = new IntegrationName("keyed");

  /// The organisation's own sign-in.
  public static final IntegrationName SIGN_IN = new IntegrationName("sign-in");

  /// Hears each time that somebody waits for the stores, and how long.
  public volatile Consumer<Duration> waiting = _ -> {};

  public final SteppedClock clock = new SteppedClock();
  public final InMemoryStores stores = new InMemoryStores(clock);
  public final FakeProvider provider = new FakeProvider(clock);
  public final FakeConnectors connectors = new FakeConnectors();
  public final RandomGenerator random;
  public final ConnectLinks links;
  public final Offers offers;
  public final Departures departures;
  public final Callbacks callbacks;
  public final Confirmations confirmations;
  public final SecondSteps secondSteps;
  public final ConnectSweep sweep;
  public final BroughtCodes codes;
  public final Attachments attachments;
  public final GrantSealer sealer;
  private final URI providers;

  /// A hub that browsers reach at `baseUrl`, with providers at the origin `providers`.
  public ConnectWorld(URI baseUrl, URI providers) {
    this.providers = providers;
    this.random = chance();
    InMemoryVault vault = new InMemoryVault();
    this.sealer = new GrantSealer(vault);
    LinkedIntegrations integrations =
        new LinkedIntegrations(
            stores.oauthClients(), connectors, new ClientResolution(connectors), provider);
    SignIns signIns = new SignIns(stores.workspaces(), integrations);
    Refusals refusals = new Refusals(stores.auditLog(), clock);
    NewGrants grants = new NewGrants(stores.connections(), stores.grants(), clock, random);
    Patience patience = new Patience(this::waited);
    Arrivals arrivals =
        new Arrivals(stores.connects(), grants, sealer, signIns, refusals, patience, clock, random);
    Exchanges exchanges = new Exchanges(provider, clock);
    URI redirectUri = URI.create(baseUrl + "/api/integrations/oauth2/callback/");
    Trips trips = new Trips(stores.connects(), vault, redirectUri, clock, random);
    ProviderTrips providerTrips = new ProviderTrips(integrations, trips, signIns, refusals);
    this.links =
        new ConnectLinks(stores.connects(), integrations, stores.apps(), baseUrl, clock, random);
    this.offers = new Offers(integrations, stores.connections(), signIns);
    this.departures =
        new Departures(integrations, providerTrips, trips, signIns, exchanges, arrivals, refusals);
    Verifications verifications =
        new Verifications(integrations, signIns, exchanges, providerTrips, trips, refusals);
    this.callbacks =
        new Callbacks(links, integrations, trips, verifications, exchanges, arrivals, refusals);
    this.confirmations =
        new Confirmations(
            stores.connects(), stores.connections(), grants, sealer, stores.auditLog(), clock);
    this.secondSteps =
        new SecondSteps(
            integrations,
            stores.connections(),
            URI.create(baseUrl + "/connect/second-step/return"));
    this.codes =
        new BroughtCodes(
            integrations, exchanges, stores.connects(), sealer, patience, clock, random);
    this.attachments =
        new Attachments(
            integrations, exchanges, stores.connects(), grants, sealer, patience, clock);
    this.sweep =
        new ConnectSweep(
            stores.connects(),
            stores.connections(),
            integrations,
            provider,
            sealer,
            stores.auditLog());
    settle();
  }

  /// A hub that nobody reaches over a wire.
  public ConnectWorld() {
    this(URI.create("https://hub.example"), URI.create("https://provider.example"));
  }

  private void settle() {
    stores.workspaces().create(workspace(LinkVerification.APP), event("workspace.created"));
    stores
        .apps()
        .create(new App(WORKSPACE, FIELDBOOK, List.of(), clock.instant()), event("app.created"));
    connectors.consent(
        "models",
        "Cloud Models",
        FakeConnectors.rules(providers + "/models/authorize", "openid data:read"),
        Optional.empty());
    connectors.consent(
        "fields",
        "Field Data",
        FakeConnectors.rules(providers + "/fields/authorize", "openid data:read data:write"),
        Optional.of(
            new SecondConsent(
                Template.parse(providers + "/choose?back=${return_url}"),
                "Field Data asks which organizations you want to share. Until you choose, nothing is"
                    + " shown.",
                Optional.empty())));
    connectors.consent(
        "named",
        "Named Data",
        FakeConnectors.rules(providers + "/named/authorize", "data:read", Pkce.REQUIRED, true),
        Optional.empty());
    connectors.consent(
        "sign-in",
        "Example Login",
        FakeConnectors.rules(providers + "/sign-in/authorize", "openid"),
        Optional.empty());
    connectors.form(
        "keyed",
        "Keyed Sensors",
        new Authorization.ApiKey(),
        List.of(
            FakeConnectors.field("subdomain", "Your address", false, Format.LABEL),
            FakeConnectors.field("api_key", "API key", true, Format.TEXT)));
    List.of("models", "fields", "named", "keyed", "sign-in")
        .forEach(name -> integration(name, new AppAccess.All()));
  }

  /// Adds an integration of the connector that has its name.
  public void integration(String name, AppAccess apps) {
    stores
        .oauthClients()
        .create(
            new OAuthClient(
                new OAuthClientId("oac_" + name.replace("-", "")),
                WORKSPACE,
                new IntegrationName(name),
                new ConnectorName(name),
                FakeConnectors.DEFINITION,
                "client-of-" + name,
                List.of(),
                Addresses.none(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ClientAuthenticationMethod.NONE),
                RefreshMode.ON_DEMAND,
                false,
                apps,
                Map.of(),
                1,
                clock.instant(),
                clock.instant(),
                Optional.empty()),
            event("oauth_client.created"));
  }

  /// Takes an OAuth client away.
  public void remove(OAuthClient client) {
    stores.oauthClients().delete(WORKSPACE, client.id(), event("oauth_client.deleted"));
  }

  /// From now on the workspace verifies so.
  public void verifies(LinkVerification verification) {
    Workspace before = stores.workspaces().find(WORKSPACE).orElseThrow();
    stores.workspaces().update(before, workspace(verification), event("workspace.changed"));
  }

  private Workspace workspace(LinkVerification verification) {
    return new Workspace(
        WORKSPACE,
        "Example Builders",
        verification,
        Optional.of(new Workspace.SignIn("sign-in", "sub")),
        clock.instant());
  }

  /// From now on the app's users come back to these addresses alone.
  public void registersReturnUrls(List<URI> urls) {
    stores.apps().update(WORKSPACE, FIELDBOOK, AppChange.ofReturnUrls(urls), event("app.changed"));
  }

  /// A link for Ada, made by the app.
  public ConnectLinks.Creation.Created link(
      Optional<String> returnUrl, IntegrationName... integrations) {
    LinkDraft draft =
        new LinkDraft(List.of(integrations), ADA, returnUrl, Optional.empty(), Optional.of(5));
    return switch (links.create(APP, draft)) {
      case ConnectLinks.Creation.Created created -> created;
      case ConnectLinks.Creation other -> throw new AssertionError("no link: " + other);
    };
  }

  /// Ada's connection through that integration, where she has one.
  public Optional<Connection> connection(IntegrationName integration) {
    OAuthClientId client = stores.oauthClients().find(WORKSPACE, integration).orElseThrow().id();
    return stores.connections().find(WORKSPACE, client, new Owner.User(ADA));
  }

  /// The access token that Ada's connection hands out; empty while it has no grant.
  public Optional<Secret> accessToken(IntegrationName integration) {
    return connection(integration)
        .flatMap(it -> stores.grants().find(WORKSPACE, it.id()))
        .map(this::accessToken);
  }

  private Secret accessToken(Grant grant) {
    return sealer
        .accessToken(
            grant.tokens(), GrantSealer.place(WORKSPACE, grant.connection(), grant.version()))
        .secret();
  }

  /// What was done so far, latest first: `action reason`, the reason of refusals only.
  public List<String> audited() {
    return stores.auditLog().list(WORKSPACE, Optional.empty(), 100).stream()
        .map(AuditEntry::event)
        .map(event -> (event.action() + " " + event.details().getOrDefault("reason", "")).strip())
        .toList();
  }

  /// Moves time on.
  public void pass(Duration duration) {
    clock.advance(duration);
  }

  private AuditEvent event(String action) {
    return new AuditEvent(WORKSPACE, clock.instant(), new Actor.Hub(), action, "test", Map.of());
  }

  /// The same numbers in every run; may be asked by many threads.
  private static RandomGenerator chance() {
    SplittableRandom seeded = new SplittableRandom(42);
    return () -> {
      synchronized (seeded) {
        return seeded.nextLong();
      }
    };
  }

  private void waited(Duration duration) {
    waiting.accept(duration);
  }
}
