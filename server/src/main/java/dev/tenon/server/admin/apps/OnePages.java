package dev.tenon.server.admin.apps;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.Names;
import dev.tenon.app.App;
import dev.tenon.app.CallRule;
import dev.tenon.app.StoredKey;
import dev.tenon.client.AppAccess;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.member.Role;
import dev.tenon.server.admin.apps.OnePage.Own;
import dev.tenon.server.admin.apps.OnePage.Use;
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
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page of one app. What changes it: [AppForms] and [KeyForms].
final class OnePages {
  private final Guard guard;
  private final Site site;
  private final AppParts parts;

  OnePages(Guard guard, Pages pages, AppParts parts) {
    this.guard = guard;
    this.site = pages.site();
    this.parts = parts;
  }

  List<Route> routes() {
    return List.of(Route.of("GET", Paths.ONE, guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    return find(visit)
        .map(it -> page(visit, 200, it, Typed.stored(it), Map.of()))
        .orElseGet(() -> visit.unknown("app"));
  }

  /// The app whose name is in the path.
  Optional<App> find(Visit visit) {
    String name = visit.request().pathParameter("name");
    return Names.problem(name).isPresent()
        ? Optional.empty()
        : parts.apps().find(visit.workspace(), new AppName(name));
  }

  /// What stands in the page's fields.
  record Typed(String name, String keyName, String returnUrls, String allowedCalls) {
    static Typed stored(App app) {
      return new Typed(
          app.name().value(),
          "",
          app.returnUrls().stream().map(URI::toString).collect(Collectors.joining("\n")),
          app.allowedCalls().stream().map(CallRule::toString).collect(Collectors.joining("\n")));
    }

    Typed withName(String other) {
      return new Typed(other, keyName, returnUrls, allowedCalls);
    }

    Typed withKeyName(String other) {
      return new Typed(name, other, returnUrls, allowedCalls);
    }

    Typed withReturnUrls(String other) {
      return new Typed(name, keyName, other, allowedCalls);
    }

    Typed withAllowedCalls(String other) {
      return new Typed(name, keyName, returnUrls, other);
    }
  }

  Answer page(Visit visit, int status, App app, Typed typed, Map<String, String> problems) {
    List<OAuthClient> clients = parts.oauthClients().all(visit.workspace());
    List<StoredKey> keys = parts.keys().list(visit.workspace(), Optional.of(app.name()));
    List<Own> own = own(app, clients);
    OnePage page =
        new OnePage(
            visit.frame(app.name().value(), Section.APPS),
            site.path(Paths.ALL),
            site.path(Paths.one(app.name())),
            app.name().value(),
            typed.name(),
            visit.may(Role.DEVELOPER),
            visit.may(Role.ADMIN),
            site.path(Section.CONNECTIONS.path() + "?app=" + Words.inPath(app.name().value())),
            keys(visit, keys),
            typed.keyName(),
            uses(app, clients),
            typed.returnUrls(),
            typed.allowedCalls(),
            own,
            dependents(keys, own),
            snippets(app, clients),
            problems);
    return Pages.html(status, output -> JteappGenerated.render(output, Pages.none(), page));
  }

  /// Those that are valid first, the newest of them first.
  private List<OnePage.Key> keys(Visit visit, List<StoredKey> keys) {
    List<StoredKey> sorted = new ArrayList<>(keys.reversed());
    sorted.sort(Comparator.comparing((StoredKey it) -> it.revokedAt().isPresent()));
    Map<KeyId, Instant> used =
        parts
            .auditLog()
            .lastActs(
                visit.workspace(),
                sorted.stream()
                    .filter(it -> it.revokedAt().isEmpty())
                    .map(StoredKey::id)
                    .collect(Collectors.toSet()));
    return sorted.stream().map(it -> key(visit, it, used)).toList();
  }

  private static OnePage.Key key(Visit visit, StoredKey it, Map<KeyId, Instant> used) {
    boolean valid = it.revokedAt().isEmpty();
    return new OnePage.Key(
        it.id().value(),
        it.name(),
        it.lastFour(),
        Words.when(it.createdAt(), visit.now()),
        Optional.ofNullable(used.get(it.id())).map(at -> Words.when(at, visit.now())),
        valid ? Badge.good("Valid") : Badge.plain("Revoked"),
        valid);
  }

  private List<Use> uses(App app, List<OAuthClient> clients) {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      OAuthClient it = clients.get(i);
      uses.add(
          new Use(
              "use-" + i,
              it.name().value(),
              site.path(Section.OAUTH_CLIENTS.path() + "/" + Words.inPath(it.name().value())),
              connector(it).map(Connector::title).orElse(it.connector().value()),
              it.apps().allows(app.name()),
              it.apps() instanceof AppAccess.All));
    }
    return uses;
  }

  /// In the order of the clients.
  private List<Own> own(App app, List<OAuthClient> clients) {
    Map<OAuthClientId, Connection> held =
        parts.connections().heldBy(app.workspace(), new Owner.App(app.name())).stream()
            .collect(Collectors.toMap(Connection::oauthClient, Function.identity()));
    return clients.stream()
        .flatMap(
            it ->
                Optional.ofNullable(held.get(it.id()))
                    .map(connection -> own(it, connection))
                    .stream())
        .toList();
  }

  private Own own(OAuthClient client, Connection connection) {
    return new Own(
        client.name().value(),
        site.path(Section.CONNECTIONS.path() + "/" + connection.id()),
        Statuses.badge(connection.status()));
  }

  private static List<String> dependents(List<StoredKey> keys, List<Own> own) {
    List<String> dependents = new ArrayList<>();
    long valid = keys.stream().filter(it -> it.revokedAt().isEmpty()).count();
    if (valid > 0) {
      dependents.add(
          "%s of it: whatever uses %s is refused at once."
              .formatted(Words.count(valid, "key", "keys"), valid == 1 ? "it" : "one"));
    }
    if (!own.isEmpty()) {
      dependents.add(
          "%s that it holds itself: nobody can use %s any more."
              .formatted(
                  Words.count(own.size(), "connection", "connections"),
                  own.size() == 1 ? "it" : "them"));
    }
    dependents.add("What is kept in step by its rights is read no more.");
    return dependents;
  }

  private List<OnePage.Snippet> snippets(App app, List<OAuthClient> clients) {
    return clients.stream()
        .filter(it -> it.apps().allows(app.name()))
        .max(Comparator.comparingInt(this::usefulness))
        .map(it -> Snippets.of(site.baseUrl().toString(), it.name().value(), isForUsers(it)))
        .orElse(List.of());
  }

  /// How likely an app's developer means it: one that users connect, and that has data to fetch
  /// rather than only says who somebody is.
  private int usefulness(OAuthClient client) {
    boolean hasData = connector(client).map(it -> !it.resources().isEmpty()).orElse(false);
    return (isForUsers(client) ? 2 : 0) + (hasData ? 1 : 0);
  }

  private boolean isForUsers(OAuthClient client) {
    return connector(client)
        .flatMap(it -> it.definition(client.definition()))
        .map(ConnectionDefinition::isForUsers)
        .orElse(true);
  }

  private Optional<Connector> connector(OAuthClient client) {
    return parts.connectors().find(client.home(), client.connector());
  }
}
