package dev.tenon.server.admin.clients;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ClientList;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.PublicClient;
import dev.tenon.client.PublicClients;
import dev.tenon.member.Role;
import dev.tenon.server.admin.clients.ClientCounts.Counted;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The list of OAuth clients: found as one types, sorted by any column.
final class ClientListPages {
  private static final int ROWS = 50;
  private static final int LONGEST_WORD = 256;

  private final Guard guard;
  private final Site site;
  private final ClientCounts counts;
  private final ClientList list;
  private final ConnectorTitles titles;

  ClientListPages(Guard guard, Site site, ClientParts parts, ClientCounts counts) {
    this.guard = guard;
    this.site = site;
    this.counts = counts;
    PublicClients offered = new PublicClients(parts.clients(), parts.connectors());
    this.list = new ClientList(parts.clients(), offered, parts.connectors());
    this.titles = new ConnectorTitles(parts.connectors(), site);
  }

  List<Route> routes() {
    return List.of(Route.of("GET", ClientPaths.ALL, guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    String word =
        visit
            .query("q")
            .filter(it -> it.length() <= LONGEST_WORD && it.indexOf('\0') < 0)
            .orElse("");
    Sorting sorting = Sorting.of(visit);
    int number = visit.query("page").flatMap(ClientListPages::number).orElse(1);
    Counted counted = counts.of(visit.workspace(), visit.now());
    Optional<String> search = Optional.of(word).filter(it -> !it.isEmpty());
    List<Line> lines =
        list.of(visit.workspace(), search).stream()
            .map(entry -> line(visit, counted, entry))
            .sorted(sorting.order())
            .toList();
    int from = Math.min(lines.size(), (number - 1) * ROWS);
    int to = Math.min(lines.size(), from + ROWS);
    String base = word.isEmpty() ? "?" : "?q=" + Words.inPath(word) + "&";
    ClientListPage page =
        new ClientListPage(
            visit.frame("OAuth clients", Section.OAUTH_CLIENTS),
            site.path(ClientPaths.ALL),
            word,
            sorting.text(),
            heads(sorting, base),
            lines.subList(from, to).stream().map(Line::row).toList(),
            Words.count(lines.size(), "OAuth client", "OAuth clients"),
            site.path(ClientPaths.NEW),
            visit.may(Role.ADMIN),
            counted.isKept(),
            number > 1 ? Optional.of(href(base, sorting, number - 1)) : Optional.empty(),
            to < lines.size() ? Optional.of(href(base, sorting, number + 1)) : Optional.empty());
    return Pages.html(200, output -> JteclientListGenerated.render(output, Pages.none(), page));
  }

  private String href(String base, Sorting sorting, int number) {
    return site.path(ClientPaths.ALL) + base + "sort=" + sorting.text() + "&page=" + number;
  }

  private List<ClientListPage.Head> heads(Sorting sorting, String base) {
    List<ClientListPage.Head> heads = new ArrayList<>();
    for (Column column : Column.values()) {
      boolean current = column == sorting.column();
      boolean down = current && !sorting.down();
      heads.add(
          new ClientListPage.Head(
              column.label,
              site.path(ClientPaths.ALL) + base + "sort=" + new Sorting(column, down).text(),
              current ? (sorting.down() ? "descending" : "ascending") : "none"));
    }
    return heads;
  }

  private Line line(Visit visit, Counted counted, ClientList.Entry entry) {
    return switch (entry) {
      case ClientList.Entry.Own(OAuthClient client) -> line(visit, counted, client);
      case ClientList.Entry.Offered(PublicClient client) -> line(visit.workspace(), client);
    };
  }

  private Line line(Visit visit, Counted counted, OAuthClient client) {
    long live = counted.live(client.id());
    String one = site.path(ClientPaths.of(client.name()));
    ConnectorTitles.Titles shown =
        titles.of(visit.workspace(), client.home(), client.connector(), client.definition());
    ClientListPage.Row row =
        new ClientListPage.Row(
            client.name().value(),
            one,
            shown.connector(),
            shown.href(),
            shown.definition(),
            client.loan().map(Loan::provider).orElse(""),
            sharing(client),
            SecretHealth.of(client, visit.now()),
            Words.number(live),
            site.path(
                Section.CONNECTIONS.path() + "?integration=" + Words.inPath(client.name().value())),
            false,
            one + "/edit",
            one + "/delete");
    return new Line(row, SecretHealth.end(client), live);
  }

  private Line line(WorkspaceId workspace, PublicClient offered) {
    ConnectorTitles.Titles shown =
        titles.of(workspace, offered.lender(), offered.connector(), offered.definition());
    ClientListPage.Row row =
        new ClientListPage.Row(
            offered.name().value(),
            site.path(ClientPaths.NEW + "?uses=" + Words.inPath(offered.reference())),
            shown.connector(),
            shown.href(),
            shown.definition(),
            offered.provider(),
            Badge.plain("Offered"),
            Badge.plain("Not used yet"),
            "",
            "",
            true,
            "",
            "");
    return new Line(row, Long.MAX_VALUE, -1);
  }

  private static Badge sharing(OAuthClient client) {
    if (client.loan().isPresent()) {
      return client.loan().filter(Loan::isOpen).isPresent()
          ? Badge.plain("Borrowed")
          : Badge.bad("Loan is over");
    }
    return client.lent() ? Badge.wait("Public") : Badge.plain("Own");
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9][0-9]{0,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  /// A row and what it is sorted by.
  private record Line(ClientListPage.Row row, long end, long connections) {}

  /// What the list can be sorted by.
  private enum Column {
    NAME("Name"),
    CONNECTOR("Connector"),
    DEFINITION("Connection definition"),
    PUBLIC("Public"),
    SECRET("Secret"),
    CONNECTIONS("Connections");

    private final String label;

    Column(String label) {
      this.label = label;
    }

    Comparator<Line> order() {
      return switch (this) {
        case NAME -> Comparator.comparing(it -> it.row().name().toLowerCase(Locale.ROOT));
        case CONNECTOR -> Comparator.comparing(it -> it.row().connector());
        case DEFINITION -> Comparator.comparing(it -> it.row().definition());
        case PUBLIC -> Comparator.comparing(it -> it.row().sharing().text());
        case SECRET -> Comparator.comparingLong(Line::end);
        case CONNECTIONS -> Comparator.comparingLong(Line::connections);
      };
    }
  }

  /// A column, and whether the list goes down it.
  private record Sorting(Column column, boolean down) {
    static Sorting of(Visit visit) {
      String text = visit.query("sort").orElse("");
      boolean down = text.startsWith("-");
      for (Column column : Column.values()) {
        if (column.name().equalsIgnoreCase(down ? text.substring(1) : text)) {
          return new Sorting(column, down);
        }
      }
      return new Sorting(Column.NAME, false);
    }

    String text() {
      return (down ? "-" : "") + column.name().toLowerCase(Locale.ROOT);
    }

    Comparator<Line> order() {
      Comparator<Line> order = down ? column.order().reversed() : column.order();
      return order.thenComparing(it -> it.row().name()).thenComparing(it -> it.row().href());
    }
  }
}
