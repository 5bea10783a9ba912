package dev.tenon.server;

import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.entry.Entries;
import dev.tenon.entry.EntryTrips;
import dev.tenon.entry.MemberTokens;
import dev.tenon.entry.ProviderClients;
import dev.tenon.member.MemberStore;
import dev.tenon.member.Members;
import dev.tenon.member.Passkeys;
import dev.tenon.member.PassphraseRules;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignInLinks;
import dev.tenon.member.Tickets;
import dev.tenon.overview.RefreshTallies;
import dev.tenon.server.admin.ConsoleParts;
import dev.tenon.server.admin.ConsoleRooms;
import dev.tenon.server.admin.ConsoleRoutes;
import dev.tenon.server.admin.SignInParts;
import dev.tenon.server.api.ConsoleLinkRoutes;
import dev.tenon.server.api.Desk;
import dev.tenon.server.background.Chores.Chore;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.server.sql.Database;
import dev.tenon.server.vault.Argon2Passphrases;
import dev.tenon.server.vault.WebAuthnPasskeys;
import dev.tenon.token.RefreshObserver;
import dev.tenon.workspace.AuditPruning;
import dev.tenon.workspace.RetentionSettings;
import dev.tenon.workspace.StoreUnavailableException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The console and what it needs, wired.
final class Console {
  private final SignInLinks links;
  final RefreshTallies tallies;
  private final AuditPruning auditPruning;
  private final SignIn signIn;
  private final Members members;
  private final Tickets tickets;
  private final Database database;
  private final Clock clock;
  private final SecureRandom random;

  /// @param ticketKey 32 bytes of chance, the same on all nodes
  Console(
      Database database,
      byte[] ticketKey,
      RefreshObserver observer,
      Clock clock,
      SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
    this.tickets = new Tickets(ticketKey, clock, random);
    Argon2Passphrases passphrases = new Argon2Passphrases(random);
    MemberStore store = database.members();
    this.links = new SignInLinks(store, passphrases, clock, random);
    this.signIn = new SignIn(store, passphrases, clock, random);
    this.members = new Members(store, passphrases, clock);
    this.auditPruning = new AuditPruning(database.retentions(), database.auditLog(), clock);
    this.tallies = new RefreshTallies(observer, database.overviews(), database.retentions(), clock);
  }

  List<Route> routes(
      Engine engine,
      TokenEndpoint provider,
      MemberTokens tokens,
      ConsoleRooms rooms,
      Desk desk,
      URI url) {
    ConsoleParts parts =
        new ConsoleParts(
            signIn,
            signIns(engine, provider, tokens, url),
            links,
            members,
            database.workspaces(),
            database.brandings(),
            new RetentionSettings(database.retentions(), clock),
            database.holdings(),
            database.overviews(),
            database.auditLog(),
            engine.webhooks,
            new Apps(database.apps(), clock),
            new ApiKeys(database.apiKeys(), clock, random),
            database.oauthClients(),
            rooms);
    List<Route> routes = new ArrayList<>(new ConsoleRoutes(parts, url, clock, random).routes());
    routes.addAll(new ConsoleLinkRoutes(desk, links, url).routes());
    return routes;
  }

  private SignInParts signIns(Engine engine, TokenEndpoint provider, MemberTokens tokens, URI url) {
    ProviderClients clients =
        new ProviderClients(database.oauthClients(), engine.resolution, provider, clock);
    EntryTrips trips =
        new EntryTrips(
            database.memberProviders(),
            clients,
            provider,
            tokens,
            database.identities(),
            tickets,
            URI.create(url + "/console/sign-in/callback"),
            clock);
    Site site = new Site(url);
    return new SignInParts(
        new PassphraseRules(),
        new Passkeys(
            database.passkeys(),
            new WebAuthnPasskeys(site.origin(), url.getHost()),
            tickets,
            clock,
            random),
        database.memberProviders(),
        clients,
        trips,
        new Entries(trips, database.identities(), database.members(), members, clock, random));
  }

  /// The link of the first workspace's first member; empty when it has one.
  Optional<URI> firstLink(URI url) {
    return links.first(WorkspaceId.FIRST).map(made -> made.key().address(url));
  }

  List<Chore> chores() {
    return List.of(
        new Chore("count-refreshes", Duration.ofSeconds(5), tallies::write),
        new Chore("prune-refresh-counts", Duration.ofHours(1), tallies::prune),
        new Chore("prune-audit", Duration.ofHours(1), auditPruning::run),
        new Chore("sweep-console", Duration.ofMinutes(5), signIn::sweep));
  }

  /// Writes what was counted last.
  void close() {
    try {
      tallies.write();
    } catch (StoreUnavailableException _) {
      // They are for the overview's chart alone.
    }
  }
}
