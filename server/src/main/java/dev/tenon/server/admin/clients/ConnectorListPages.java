package dev.tenon.server.admin.clients;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OwnedConnector;
import dev.tenon.client.PublicClients;
import dev.tenon.client.VisibleConnectors;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The list of connectors, found as one types.
final class ConnectorListPages {
  private static final int LONGEST_WORD = 256;

  private final Guard guard;
  private final Site site;
  private final ClientParts parts;
  private final VisibleConnectors visible;

  ConnectorListPages(Guard guard, Site site, ClientParts parts) {
    this.guard = guard;
    this.site = site;
    this.parts = parts;
    this.visible =
        new VisibleConnectors(
            parts.connectors(), new PublicClients(parts.clients(), parts.connectors()));
  }

  List<Route> routes() {
    return List.of(Route.of("GET", ConnectorPaths.ALL, guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    String word = visit.query("q").filter(it -> it.length() <= LONGEST_WORD).orElse("");
    Map<String, Integer> clients = clients(visit.workspace());
    List<ConnectorListPage.Row> rows =
        visible.of(visit.workspace()).stream()
            .filter(it -> isFound(it, word.toLowerCase(Locale.ROOT)))
            .map(it -> row(it, clients))
            .toList();
    ConnectorListPage page =
        new ConnectorListPage(
            visit.frame("Connectors", Section.CONNECTORS),
            site.path(ConnectorPaths.ALL),
            word,
            rows,
            Words.count(rows.size(), "connector", "connectors"),
            site.path(ConnectorPaths.NEW),
            visit.may(Role.ADMIN));
    return Pages.html(200, output -> JteconnectorListGenerated.render(output, Pages.none(), page));
  }

  /// How many OAuth clients the workspace has, by home and connector.
  private Map<String, Integer> clients(WorkspaceId workspace) {
    Map<String, Integer> counts = new HashMap<>();
    for (OAuthClient it : parts.clients().all(workspace)) {
      String home = it.loan().isPresent() ? it.home().value() : "";
      counts.merge(key(home, it.connector()), 1, Integer::sum);
    }
    return counts;
  }

  private static String key(String home, ConnectorName name) {
    return home + "/" + name;
  }

  private static boolean isFound(OwnedConnector owned, String wanted) {
    Connector it = owned.connector();
    return Stream.of(
            Stream.of(it.title(), it.name().value(), owned.owner()),
            it.categories().stream(),
            it.definitions().stream().map(ConnectionDefinition::title))
        .flatMap(each -> each)
        .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private ConnectorListPage.Row row(OwnedConnector owned, Map<String, Integer> clients) {
    Connector it = owned.connector();
    int number = clients.getOrDefault(key(owned.isUsable() ? "" : owned.owner(), it.name()), 0);
    return new ConnectorListPage.Row(
        initial(it.title()),
        it.title(),
        it.name().value(),
        site.path(
            owned.isUsable()
                ? ConnectorPaths.of(it.name())
                : ConnectorPaths.of(it.name(), owned.owner())),
        String.join(", ", it.categories()),
        owner(owned),
        it.definitions().stream().map(ConnectionDefinition::title).toList(),
        it.resources().isEmpty() ? "" : Words.count(it.resources().size(), "resource", "resources"),
        Words.number(number),
        site.path(ClientPaths.ALL + "?q=" + Words.inPath(it.name().value())),
        verified(it));
  }

  static Badge owner(OwnedConnector owned) {
    if (owned.own()) {
      return Badge.good("Own");
    }
    return owned.isUsable() ? Badge.plain("Built in") : Badge.plain("Of " + owned.owner());
  }

  static Badge verified(Connector it) {
    return it.provenance().verified() ? Badge.good("Verified") : Badge.wait("Not verified");
  }

  /// The first letter, to tell things apart at a glance.
  static String initial(String title) {
    return title.isEmpty()
        ? "?"
        : Character.toString(title.codePointAt(0)).toUpperCase(Locale.ROOT);
  }
}
