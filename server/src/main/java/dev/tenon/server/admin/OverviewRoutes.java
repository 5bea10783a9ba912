package dev.tenon.server.admin;

import dev.tenon.client.IntegrationName;
import dev.tenon.connection.Status;
import dev.tenon.member.Passkeys;
import dev.tenon.member.Role;
import dev.tenon.overview.Overviews;
import dev.tenon.overview.Overviews.Standing;
import dev.tenon.server.admin.OverviewPage.Health;
import dev.tenon.server.admin.OverviewPage.Part;
import dev.tenon.server.admin.OverviewPage.Range;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Statuses;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The first page: how the workspace stands, what will break soon, and what needs whom.
final class OverviewRoutes {
  private static final int BARS = 24;
  private static final Duration DAY = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofHours(7);
  private static final List<Status> SHOWN =
      List.of(
          Status.ACTIVE,
          Status.FAILING,
          Status.REAUTHORIZATION_REQUIRED,
          Status.PENDING_VERIFICATION);

  private final Guard guard;
  private final Site site;
  private final Overviews overviews;
  private final Standings standings;
  private final Needs needs;
  private final Beginnings beginnings;
  private final Passkeys passkeys;

  OverviewRoutes(Guard guard, Site site, ConsoleParts parts, Clock clock) {
    this.guard = guard;
    this.site = site;
    this.overviews = parts.overviews();
    this.standings = new Standings(parts.overviews(), clock);
    this.needs = new Needs(parts, site);
    this.beginnings = new Beginnings(parts, site);
    this.passkeys = parts.signIns().passkeys();
  }

  List<Route> routes() {
    return List.of(Route.of("GET", "/console", guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    List<Standing> standing = standings.of(visit.workspace());
    Map<Status, Long> counts = counts(standing);
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    boolean week = visit.query("range").filter("7d"::equals).isPresent();
    Instant from = RefreshChart.from(visit.now(), week ? WEEK : DAY, BARS);
    boolean begun = total > 0;
    OverviewPage page =
        new OverviewPage(
            visit.frame("Overview", Section.OVERVIEW),
            begun,
            Words.number(total),
            SHOWN.stream().map(it -> health(it, counts.getOrDefault(it, 0L), total)).toList(),
            bar(counts, total),
            RefreshChart.of(
                overviews.refreshes(visit.workspace(), from), from, week ? WEEK : DAY, BARS),
            List.of(
                new Range("24 hours", site.path("/console"), !week),
                new Range("7 days", site.path("/console?range=7d"), week)),
            needs.now(visit, standing),
            needs.endings(visit),
            begun ? List.of() : beginnings.of(visit),
            site.path(Section.CONNECTIONS.path()),
            passkeyOffer(visit));
    return Pages.html(200, output -> JteoverviewGenerated.render(output, Pages.none(), page));
  }

  /// Made once, to whoever has just come by a link and has none.
  private Optional<String> passkeyOffer(Visit visit) {
    boolean offered =
        visit.query("said").filter(Said.WELCOME.word()::equals).isPresent()
            && passkeys.site().isPresent()
            && passkeys.list(visit.member()).isEmpty();
    return offered
        ? Optional.of(site.path(Section.ACCOUNT.path()) + "#passkeys")
        : Optional.empty();
  }

  private Health health(Status status, long count, long total) {
    String share =
        total == 0 || count == 0
            ? ""
            : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / total).replace(".0 %", " %");
    return new Health(
        Statuses.badge(status).kind(),
        Statuses.badge(status).text(),
        Words.number(count),
        share,
        site.path(Section.CONNECTIONS.path() + "?status=" + status.apiName()));
  }

  private static List<Part> bar(Map<Status, Long> counts, long total) {
    List<Part> parts = new ArrayList<>();
    double x = 0;
    for (Status status : SHOWN) {
      long count = counts.getOrDefault(status, 0L);
      if (count > 0) {
        // What is there is seen, however little it is.
        double width = Math.max(0.6, 100.0 * count / total);
        parts.add(
            new Part(
                Statuses.badge(status).kind(),
                String.format(Locale.ROOT, "%.2f", x),
                String.format(Locale.ROOT, "%.2f", width)));
        x += width;
      }
    }
    return parts;
  }

  private static Map<Status, Long> counts(List<Standing> standing) {
    Map<Status, Long> counts = new EnumMap<>(Status.class);
    for (Standing each : standing) {
      if (each.status() != Status.REVOKED) {
        counts.merge(each.status(), each.count(), Long::sum);
      }
    }
    return counts;
  }

  /// The name that people know a client by.
  static String name(Standing standing) {
    return standing.integration().map(IntegrationName::value).orElse("a deleted OAuth client");
  }
}
