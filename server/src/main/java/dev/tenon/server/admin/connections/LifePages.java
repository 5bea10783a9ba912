package dev.tenon.server.admin.connections;

import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.GrantPlans.Outlook;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.connection.Status;
import dev.tenon.connection.Turn;
import dev.tenon.connection.User;
import dev.tenon.member.Role;
import dev.tenon.server.admin.connections.LifePage.Fact;
import dev.tenon.server.admin.connections.LifePage.Standing;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Statuses;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The page of one connection. What changes it: [LifeForms].
final class LifePages {
  private static final int EVENTS = 25;

  private final Guard guard;
  private final Site site;
  private final ConnectionParts parts;
  private final Covers covers;
  private final Handouts handouts;

  LifePages(Guard guard, Pages pages, ConnectionParts parts) {
    this.guard = guard;
    this.site = pages.site();
    this.parts = parts;
    this.covers = new Covers(parts, site);
    this.handouts = new Handouts(parts);
  }

  List<Route> routes() {
    return List.of(Route.of("GET", Paths.ONE, guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    return find(visit)
        .map(it -> page(visit, 200, it, Optional.empty()))
        .orElseGet(() -> visit.unknown("connection"));
  }

  /// The connection whose id is in the path.
  Optional<Connection> find(Visit visit) {
    return Paths.id(visit).flatMap(it -> parts.connections().find(visit.workspace(), it));
  }

  /// The page of `it`, with why something could not be done.
  Answer page(Visit visit, int status, Connection it, Optional<String> problem) {
    Clients clients = new Clients(parts, visit.workspace());
    Optional<OAuthClient> client = clients.find(it.oauthClient());
    Optional<Outlook> outlook =
        Optional.ofNullable(
            parts.plans().outlooks(visit.workspace(), Set.of(it.id())).get(it.id()));
    Optional<Long> before = visit.query("before").flatMap(LifePages::number);
    List<RecordedEvent> events =
        parts.connections().events(visit.workspace(), it.id(), before, EVENTS + 1);
    List<RecordedEvent> shown = events.size() > EVENTS ? events.subList(0, EVENTS) : events;
    String base = site.path(Paths.one(it.id()));
    boolean live = it.status() != Status.REVOKED;
    LifePage page =
        new LifePage(
            visit.frame(Faces.owner(it.owner()), Section.CONNECTIONS),
            site.path(Paths.ALL),
            base,
            Faces.owner(it.owner()),
            lead(clients, client, it),
            Statuses.badge(it.status()),
            problem,
            standing(it, client, outlook),
            visit.may(Role.DEVELOPER)
                && (it.status() == Status.ACTIVE || it.status() == Status.FAILING),
            live && visit.may(Role.DEVELOPER)
                ? client.filter(clients::isForUsers).flatMap(each -> reconnect(it, each))
                : Optional.empty(),
            Paths.data(it.id(), "").filter(_ -> live).map(site::path),
            live && visit.may(Role.ADMIN),
            facts(visit, it, client, outlook),
            covers.scopes(it, client),
            covers.organizations(visit, it),
            live && visit.may(Role.DEVELOPER),
            visit.may(Role.ADMIN),
            before.isEmpty() ? handouts.of(visit, it.id()) : List.of(),
            before.isEmpty(),
            covers.syncs(visit, it),
            shown.stream().map(event -> Moments.of(event, visit.now())).toList(),
            events.size() > EVENTS
                ? Optional.of(base + "?before=" + shown.getLast().number() + "#life")
                : Optional.empty(),
            before.map(_ -> base + "#life"));
    return Pages.html(status, output -> JteconnectionGenerated.render(output, Pages.none(), page));
  }

  private Optional<String> reconnect(Connection it, OAuthClient client) {
    return it.owner() instanceof Owner.User(UserId user)
        ? Optional.of(
            site.path(
                Paths.LINK
                    + "?user="
                    + Words.inPath(user.value())
                    + "&integration="
                    + Words.inPath(client.name().value())))
        : Optional.empty();
  }

  private static String lead(Clients clients, Optional<OAuthClient> client, Connection it) {
    String provider = client.map(clients::title).orElse("A provider whose OAuth client is deleted");
    String account = Faces.account(it.account());
    String more = Faces.more(it.account()).map(text -> " (" + text + ")").orElse("");
    return account.isEmpty()
        ? provider + (it.owner() instanceof Owner.App ? ", held by the app itself" : "")
        : "%s at %s".formatted(account + more, provider);
  }

  /// Nothing where nothing need be said.
  private static Optional<Standing> standing(
      Connection it, Optional<OAuthClient> client, Optional<Outlook> outlook) {
    Optional<LastError> error = it.lastError();
    return switch (it.status()) {
      case PENDING_VERIFICATION ->
          some(
              Badge.wait("The app’s turn"),
              "Somebody has connected, and nobody has confirmed yet that it was this user. Until"
                  + " then no token is handed out.",
              "The app confirms with the code that came back to it; if it does not within ten"
                  + " minutes, the user connects again.");
      case REAUTHORIZATION_REQUIRED ->
          some(
              Badge.bad("Its user’s turn"),
              error.map(LastError::message).orElse("The sign-in at the provider is over."),
              "Send its user a link to connect again: the connection, its id and its records stay.");
      case FAILING ->
          some(
              turn(error.map(LastError::turn).orElse(Turn.NOBODY)),
              error.map(LastError::message).orElse("The last refresh failed."),
              "Tokens that are still valid go on being handed out.");
      case ACTIVE ->
          client
              .filter(OAuthClient::isRejected)
              .flatMap(OAuthClient::rejection)
              .flatMap(
                  rejection ->
                      some(
                          Badge.bad("An admin’s turn"),
                          rejection.message(),
                          "Nothing is lost: what is connected works again as soon as it is mended."));
      case REVOKED ->
          outlook.flatMap(
              _ ->
                  some(
                      Badge.wait("Nobody’s turn"),
                      "It is over here, but the provider has not confirmed it.",
                      "The hub asks it again every few minutes."));
    };
  }

  private static Optional<Standing> some(Badge turn, String text, String next) {
    return Optional.of(new Standing(turn, text, Optional.of(next)));
  }

  private static Badge turn(Turn turn) {
    String text = Faces.turn(turn) + "’s turn";
    return turn == Turn.NOBODY ? Badge.plain(text) : Badge.bad(text);
  }

  private List<Fact> facts(
      Visit visit, Connection it, Optional<OAuthClient> client, Optional<Outlook> outlook) {
    List<Fact> facts = new ArrayList<>();
    if (it.owner() instanceof Owner.User(UserId user)) {
      facts.add(
          new Fact(
              "User",
              user.value(),
              Optional.of(site.path(Paths.ALL + "?user=" + Words.inPath(user.value()))),
              Optional.empty(),
              false));
      parts.users().find(visit.workspace(), user).map(LifePages::known).ifPresent(facts::addAll);
    } else {
      facts.add(Fact.of("App", Faces.owner(it.owner())));
    }
    client.ifPresent(
        each ->
            facts.add(
                new Fact(
                    "OAuth client",
                    each.name().value(),
                    Optional.of(
                        site.path(
                            Section.OAUTH_CLIENTS.path()
                                + "/"
                                + Words.inPath(each.name().value()))),
                    Optional.empty(),
                    false)));
    facts.add(new Fact("Id", it.id().value(), Optional.empty(), Optional.empty(), true));
    facts.add(Fact.at("Made", Words.when(it.createdAt(), visit.now())));
    it.lastRefreshedAt()
        .ifPresent(at -> facts.add(Fact.at("Refreshed", Words.when(at, visit.now()))));
    Faces.next(it, visit.now()).ifPresent(next -> facts.add(Fact.at("Next refresh", next)));
    outlook.ifPresent(each -> facts.addAll(ahead(visit, it, each)));
    return facts;
  }

  private static List<Fact> known(User user) {
    List<Fact> facts = new ArrayList<>();
    user.name().ifPresent(it -> facts.add(Fact.of("Name", it)));
    user.email().ifPresent(it -> facts.add(Fact.of("E-mail address", it)));
    return facts;
  }

  private static List<Fact> ahead(Visit visit, Connection it, Outlook outlook) {
    List<Fact> facts = new ArrayList<>();
    if (it.status() != Status.REVOKED) {
      outlook
          .endsAt()
          .ifPresent(at -> facts.add(Fact.at("Consent ends", Words.when(at, visit.now()))));
    }
    facts.add(Fact.of("Token version", Words.number(outlook.version())));
    if (outlook.failures() > 0) {
      facts.add(Fact.of("Failed in a row", Words.count(outlook.failures(), "time", "times")));
    }
    return facts;
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
