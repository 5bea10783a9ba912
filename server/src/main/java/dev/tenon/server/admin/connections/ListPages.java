package dev.tenon.server.admin.connections;

import dev.tenon.access.UserId;
import dev.tenon.app.App;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.ConnectionWords;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.member.Role;
import dev.tenon.server.admin.connections.ListPage.Choice;
import dev.tenon.server.admin.connections.ListPage.Option;
import dev.tenon.server.admin.connections.ListPage.Row;
import dev.tenon.server.admin.connections.ListPage.Tab;
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
import java.util.TreeMap;

/// The list of connections: chosen by status, OAuth client, connector, app and user, and found
/// while somebody types.
final class ListPages {
  private static final int ROWS = 50;
  private static final List<Status> TABS =
      List.of(
          Status.ACTIVE,
          Status.FAILING,
          Status.REAUTHORIZATION_REQUIRED,
          Status.PENDING_VERIFICATION,
          Status.REVOKED);

  private final Guard guard;
  private final Site site;
  private final ConnectionParts parts;
  private final ConnectionStore store;

  ListPages(Guard guard, Pages pages, ConnectionParts parts) {
    this.guard = guard;
    this.site = pages.site();
    this.parts = parts;
    this.store = parts.connections();
  }

  List<Route> routes() {
    return List.of(Route.of("GET", Paths.ALL, guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    Wish wish = Wish.of(visit);
    Clients clients = new Clients(parts, visit.workspace());
    ConnectionFilter filter = wish.filter(clients);
    boolean searching = !wish.text().isEmpty();
    Optional<ConnectionId> after =
        searching ? Optional.empty() : visit.query("after").flatMap(ConnectionWords::id);
    List<Connection> found =
        searching
            ? store.search(visit.workspace(), wish.text(), filter, ROWS + 1)
            : store.list(visit.workspace(), filter, after, ROWS + 1);
    boolean more = found.size() > ROWS;
    List<Connection> shown = more ? found.subList(0, ROWS) : found;
    ListPage page =
        new ListPage(
            visit.frame("Connections", Section.CONNECTIONS),
            site.path(Paths.ALL),
            wish.text(),
            wish.status().map(Status::apiName).orElse(""),
            choices(visit, wish, clients),
            wish.user()
                .map(it -> new ListPage.Chosen(it.value(), site.path(wish.withoutUser().path()))),
            tabs(wish),
            wish.isOfAll() ? Optional.empty() : Optional.of(site.path(Paths.ALL)),
            visit.may(Role.DEVELOPER) && !clients.forUsers().isEmpty()
                ? Optional.of(site.path(Paths.LINK + linkQuery(wish)))
                : Optional.empty(),
            shown.stream().map(it -> row(visit, clients, it)).toList(),
            more && !searching
                ? Optional.of(site.path(wish.path(shown.getLast().id().value())))
                : Optional.empty(),
            after.map(_ -> site.path(wish.path())),
            more);
    return Pages.html(200, output -> JteconnectionsGenerated.render(output, Pages.none(), page))
        // While somebody types, the address has what they typed and nothing that is empty.
        .with("HX-Push-Url", site.path(wish.path()));
  }

  private static String linkQuery(Wish wish) {
    return wish.user().map(UserId::value).map(it -> "?user=" + Words.inPath(it)).orElse("");
  }

  private List<Tab> tabs(Wish wish) {
    List<Tab> tabs = new ArrayList<>();
    tabs.add(
        new Tab("All", site.path(wish.with(Optional.empty()).path()), wish.status().isEmpty()));
    for (Status status : TABS) {
      Optional<Status> chosen = Optional.of(status);
      tabs.add(
          new Tab(
              Statuses.badge(status).text(),
              site.path(wish.with(chosen).path()),
              wish.status().equals(chosen)));
    }
    return tabs;
  }

  private List<Choice> choices(Visit visit, Wish wish, Clients clients) {
    List<Choice> choices = new ArrayList<>();
    choices.add(
        new Choice(
            "integration",
            "OAuth client",
            "All OAuth clients",
            clients.all().stream()
                .map(it -> it.name().value())
                .map(it -> option(it, it, wish.integration()))
                .toList()));
    TreeMap<String, String> connectors = new TreeMap<>();
    clients.all().forEach(it -> connectors.put(it.connector().value(), clients.title(it)));
    choices.add(
        new Choice(
            "connector",
            "Connector",
            "All connectors",
            connectors.entrySet().stream()
                .map(it -> option(it.getKey(), it.getValue(), wish.connector()))
                .toList()));
    choices.add(
        new Choice(
            "app",
            "App",
            "All apps",
            parts.apps().all(visit.workspace()).stream()
                .map(App::name)
                .map(it -> option(it.value(), it.value(), wish.app().map(Object::toString)))
                .toList()));
    return choices;
  }

  private static Option option(String value, String label, Optional<String> chosen) {
    return new Option(value, label, chosen.equals(Optional.of(value)));
  }

  private Row row(Visit visit, Clients clients, Connection it) {
    Optional<OAuthClient> client = clients.find(it.oauthClient());
    return new Row(
        site.path(Paths.one(it.id())),
        Faces.owner(it.owner()),
        it.owner() instanceof Owner.App,
        Faces.account(it.account()),
        Faces.more(it.account()),
        client.map(each -> each.name().value()).orElse(""),
        client.map(clients::title).orElse(""),
        Statuses.badge(it.status()),
        Faces.turn(it, client),
        it.lastRefreshedAt().map(at -> Words.when(at, visit.now())),
        Faces.next(it, visit.now()));
  }
}
