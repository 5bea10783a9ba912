package dev.tenon.server;

import dev.tenon.access.SignInKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.member.MemberStore;
import dev.tenon.member.Members;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignInLinks;
import dev.tenon.overview.RefreshTallies;
import dev.tenon.server.admin.ConsoleParts;
import dev.tenon.server.admin.ConsoleRoutes;
import dev.tenon.server.http.Route;
import dev.tenon.server.sql.Database;
import dev.tenon.server.vault.Argon2Passphrases;
import dev.tenon.token.RefreshObserver;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The console and what it needs, wired.
final class Console {
  final SignInLinks links;
  final SignIn signIn;
  final RefreshTallies tallies;
  private final Members members;
  private final Database database;
  private final Clock clock;
  private final SecureRandom random;

  Console(Database database, RefreshObserver observer, Clock clock, SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
    Argon2Passphrases passphrases = new Argon2Passphrases(random);
    MemberStore store = database.members();
    this.links = new SignInLinks(store, passphrases, clock, random);
    this.signIn = new SignIn(store, passphrases, clock, random);
    this.members = new Members(store, passphrases, clock);
    this.tallies = new RefreshTallies(observer, database.overviews(), clock);
  }

  List<Route> routes(Engine engine, URI url) {
    ConsoleParts parts =
        new ConsoleParts(
            signIn,
            links,
            members,
            database.workspaces(),
            database.overviews(),
            database.auditLog(),
            engine.webhooks,
            new Apps(database.apps(), clock),
            new ApiKeys(database.apiKeys(), clock, random),
            database.oauthClients());
    return new ConsoleRoutes(parts, url, clock, random).routes();
  }

  /// The link of the first workspace's first member; empty when it has one.
  Optional<SignInKey> firstLink() {
    return links.first(WorkspaceId.FIRST).map(SignInLinks.NewLink::key);
  }
}
