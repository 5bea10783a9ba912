package dev.tenon.server.admin;

import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.client.SecretExpiries;
import dev.tenon.connection.Owner;
import dev.tenon.overview.Overviews.GrantEnding;
import dev.tenon.overview.Overviews.Standing;
import dev.tenon.server.admin.OverviewPage.Ending;
import dev.tenon.server.admin.OverviewPage.Need;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.page.Site;
import dev.tenon.webhook.WebhookEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What somebody must do now, and what will have to be done soon.
final class Needs {
  private static final Duration AHEAD = Duration.ofDays(30);
  private static final Duration SOON = Duration.ofDays(7);
  private static final int MOST = 10;

  private final ConsoleParts parts;
  private final Site site;

  Needs(ConsoleParts parts, Site site) {
    this.parts = parts;
    this.site = site;
  }

  /// What needs whom, what many wait for first.
  List<Need> now(Visit visit, List<Standing> standings) {
    List<Need> needs = new ArrayList<>();
    parts
        .overviews()
        .rejectedClients(visit.workspace())
        .forEach(
            it ->
                needs.add(
                    new Need(
                        Badge.bad("An admin"),
                        "The provider rejects the OAuth client “%s”, so none of its tokens can be refreshed."
                            .formatted(it.integration()),
                        client(it.integration().value()),
                        "Open the OAuth client")));
    standings.stream()
        .sorted(Comparator.comparingLong(Standing::count).reversed())
        .forEach(it -> connections(it, needs));
    for (WebhookEndpoint webhook : parts.webhooks().list(visit.workspace())) {
      if (webhook.disabledReason().isPresent()) {
        needs.add(
            new Need(
                Badge.bad("A developer"),
                "Nothing is sent to the webhook at %s any more: it failed for too long."
                    .formatted(webhook.url().getHost()),
                site.path(Section.WEBHOOKS.path() + "/" + webhook.id()),
                "Open the webhook"));
      }
    }
    return needs.size() > MOST ? needs.subList(0, MOST) : needs;
  }

  private void connections(Standing it, List<Need> needs) {
    String name = OverviewRoutes.name(it);
    switch (it.status()) {
      case REAUTHORIZATION_REQUIRED ->
          needs.add(
              need(
                  Badge.bad("Their users"),
                  it.count() == 1
                      ? "1 connection through “%s” is over until its user connects again."
                      : "%s connections through “%s” are over until their users connect again.",
                  it,
                  name));
      case FAILING ->
          needs.add(
              need(
                  Badge.plain("Nobody"),
                  it.count() == 1
                      ? "1 connection through “%s” could not be refreshed; the hub goes on trying."
                      : "%s connections through “%s” could not be refreshed; the hub goes on trying.",
                  it,
                  name));
      case PENDING_VERIFICATION ->
          needs.add(
              need(
                  Badge.wait("The app"),
                  it.count() == 1
                      ? "1 connection through “%s” waits until the app confirms who made it."
                      : "%s connections through “%s” wait until the app confirms who made them.",
                  it,
                  name));
      case ACTIVE, REVOKED -> {}
    }
  }

  private Need need(Badge turn, String text, Standing it, String name) {
    String filled =
        it.count() == 1 ? text.formatted(name) : text.formatted(Words.number(it.count()), name);
    String path = Section.CONNECTIONS.path() + "?status=" + it.status().apiName();
    return new Need(
        turn,
        filled,
        site.path(
            it.integration()
                .map(i -> path + "&integration=" + Words.inPath(i.value()))
                .orElse(path)),
        "Show them");
  }

  /// What ends within the next weeks, or has ended, the nearest first.
  List<Ending> endings(Visit visit) {
    Instant before = visit.now().plus(AHEAD);
    List<Dated> dated = new ArrayList<>();
    for (Expiring it : parts.overviews().secretsEnding(visit.workspace(), before, MOST)) {
      dated.add(
          new Dated(
              it.expiresAt(),
              ending(
                  visit,
                  "Client secret of “%s”%s"
                      .formatted(
                          it.integration(),
                          it.lastFour().isEmpty() ? "" : " that ends in " + it.lastFour()),
                  client(it.integration().value()),
                  it.expiresAt(),
                  "An admin")));
    }
    for (GrantEnding it : parts.overviews().grantsEnding(visit.workspace(), before, MOST)) {
      String who =
          switch (it.owner()) {
            case Owner.User(var id) -> id.value();
            case Owner.App(var name) -> name.value();
          };
      dated.add(
          new Dated(
              it.endsAt(),
              ending(
                  visit,
                  "Consent of %s to “%s”".formatted(who, it.integration()),
                  site.path(Section.CONNECTIONS.path() + "/" + it.connection()),
                  it.endsAt(),
                  "Their user")));
    }
    return dated.stream()
        .sorted(Comparator.comparing(Dated::at))
        .limit(MOST)
        .map(Dated::ending)
        .toList();
  }

  private static Ending ending(Visit visit, String what, String href, Instant end, String turn) {
    Instant now = visit.now();
    long days = SecretExpiries.daysLeft(end, now);
    Badge soon =
        !end.isAfter(now)
            ? Badge.bad("Over")
            : end.isBefore(now.plus(SOON))
                ? Badge.bad(Words.count(days, "day", "days"))
                : Badge.wait(Words.count(days, "day", "days"));
    return new Ending(what, href, soon, Words.when(end, now), turn);
  }

  private String client(String name) {
    return site.path(Section.OAUTH_CLIENTS.path() + "/" + Words.inPath(name));
  }

  private record Dated(Instant at, Ending ending) {}
}
