package dev.tenon.server;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ExpiryNews;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.SecretHolders;
import dev.tenon.client.SecretRotation;
import dev.tenon.client.SecretSealing;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connect.AppPages;
import dev.tenon.connect.Arrivals;
import dev.tenon.connect.Attachments;
import dev.tenon.connect.BroughtCodes;
import dev.tenon.connect.Callbacks;
import dev.tenon.connect.Confirmations;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ConnectSweep;
import dev.tenon.connect.Departures;
import dev.tenon.connect.Exchanges;
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
import dev.tenon.connection.Forecasts;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connector.Connectors;
import dev.tenon.secret.Vault;
import dev.tenon.server.background.Elbowroom;
import dev.tenon.server.background.KeptThreads;
import dev.tenon.server.connect.ConnectRoutes;
import dev.tenon.server.connect.Journeys;
import dev.tenon.server.journal.FileJournal;
import dev.tenon.server.sql.Database;
import dev.tenon.token.Journal;
import dev.tenon.token.Pause;
import dev.tenon.token.RefreshObserver;
import dev.tenon.token.RefreshPolicy;
import dev.tenon.token.TokenEngine;
import dev.tenon.token.TokenMemory;
import dev.tenon.token.TokenPorts;
import dev.tenon.webhook.Webhooks;
import java.net.URI;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// Core's rules, wired to the stores, the vault, the catalogue and the wire.
final class Engine {
  private static final int REMEMBERED_TOKENS = 100_000;

  final GrantSealer sealer;
  final ClientResolution resolution;
  final OAuthClients oauthClients;
  final SecretRotation secretRotation;
  final ExpiryNews expiryNews;
  final Webhooks webhooks;
  final Forecasts forecasts;
  final TokenEngine tokens;
  final Elbowroom elbowroom;
  final ConnectLinks links;
  final AppPages appPages;
  final Confirmations confirmations;
  final BroughtCodes broughtCodes;
  final Attachments attachments;
  final SecretHolders secretHolders;
  final SecondSteps secondSteps;
  final ConnectSweep sweep;
  final Journeys journeys;

  Engine(
      Database database,
      Vault vault,
      Connectors connectors,
      TokenEndpoint provider,
      FileJournal journal,
      RefreshObserver observer,
      URI baseUrl,
      Clock clock,
      RandomGenerator random) {
    this.sealer = new GrantSealer(vault);
    this.resolution = new ClientResolution(connectors);
    this.secretRotation =
        new SecretRotation(database.oauthClients(), new SecretSealing(vault, random), clock);
    this.webhooks = new Webhooks(database.webhooks(), vault, clock, random);
    this.expiryNews = new ExpiryNews(database.expiringSecrets(), clock);
    this.forecasts = new Forecasts(database.grantPlans(), clock);
    this.oauthClients =
        new OAuthClients(database.oauthClients(), connectors, vault, provider, clock, random);

    // Tokens
    TokenMemory memory =
        new TokenMemory(
            Caffeine.newBuilder()
                .maximumSize(REMEMBERED_TOKENS)
                .<TokenMemory.Key, TokenMemory.Entry>build()
                .asMap(),
            database.changes());
    this.tokens =
        new TokenEngine(
            ports(database, provider, journal, observer),
            resolution,
            sealer,
            memory,
            RefreshPolicy.of(journal.node()),
            KeptThreads.named("refresh"),
            Pause.real(),
            clock,
            random);
    this.elbowroom =
        new Elbowroom(
            tokens.dueRefreshes()::underWay, tokens.dueRefreshes()::allow, System::nanoTime);

    // Connecting
    LinkedIntegrations integrations =
        new LinkedIntegrations(database.oauthClients(), connectors, resolution, provider);
    this.links =
        new ConnectLinks(
            database.connects(), integrations, database.apps(), baseUrl, clock, random);
    this.appPages =
        new AppPages(links, database.connects(), integrations, database.oauthClients(), baseUrl);
    Refusals refusals = new Refusals(database.auditLog(), clock);
    SignIns signIns = new SignIns(database.workspaces(), integrations);
    URI redirectUri = URI.create(baseUrl + Settings.CALLBACK_PATH);
    Trips trips = new Trips(database.connects(), vault, redirectUri, clock, random);
    ProviderTrips providerTrips = new ProviderTrips(integrations, trips, signIns, refusals);
    Exchanges exchanges = new Exchanges(provider, clock);
    NewGrants newGrants = new NewGrants(database.connections(), database.grants(), clock, random);
    Patience patience = new Patience(Pause.real()::pause);
    Arrivals arrivals =
        new Arrivals(
            database.connects(), newGrants, sealer, signIns, refusals, patience, clock, random);
    Verifications verifications =
        new Verifications(integrations, signIns, exchanges, providerTrips, trips, refusals);
    this.confirmations =
        new Confirmations(
            database.connects(),
            database.connections(),
            newGrants,
            sealer,
            database.auditLog(),
            clock);
    this.broughtCodes =
        new BroughtCodes(
            integrations, exchanges, database.connects(), sealer, patience, clock, random);
    this.attachments =
        new Attachments(
            integrations, exchanges, database.connects(), newGrants, sealer, patience, clock);
    this.secretHolders = new SecretHolders(database.oauthClients(), vault);
    this.secondSteps =
        new SecondSteps(
            integrations,
            database.connections(),
            URI.create(baseUrl + ConnectRoutes.SECOND_STEP_RETURN_PATH));
    this.sweep =
        new ConnectSweep(
            database.connects(),
            database.connections(),
            integrations,
            provider,
            sealer,
            database.auditLog());
    this.journeys =
        new Journeys(
            links,
            new Offers(integrations, database.connections(), signIns),
            new Departures(
                integrations, providerTrips, trips, signIns, exchanges, arrivals, refusals),
            new Callbacks(links, integrations, trips, verifications, exchanges, arrivals, refusals),
            secondSteps);
  }

  private static TokenPorts ports(
      Database database, TokenEndpoint provider, Journal journal, RefreshObserver observer) {
    return new TokenPorts(
        database.oauthClients(),
        database.connections(),
        database.grants(),
        database.dueGrants(),
        database.grantPlans(),
        database.clientStandings(),
        database.learnedLifetimes(),
        database.auditLog(),
        database.changes(),
        provider,
        journal,
        observer);
  }
}
