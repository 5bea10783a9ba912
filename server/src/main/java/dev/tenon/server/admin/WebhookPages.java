package dev.tenon.server.admin;

import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.Webhooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The webhooks, one webhook, and what was told to it. What changes them: [WebhookForms].
final class WebhookPages {
  static final String ALL = Section.WEBHOOKS.path();
  static final String ONE = ALL + "/{id}";

  private static final int ROWS = 25;

  private final Guard guard;
  private final Site site;
  private final Webhooks webhooks;

  WebhookPages(Guard guard, Site site, ConsoleParts parts) {
    this.guard = guard;
    this.site = site;
    this.webhooks = parts.webhooks();
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", ALL, guard.page(Role.VIEWER, this::list)),
        Route.of("GET", ONE, guard.page(Role.VIEWER, this::show)));
  }

  private Answer list(Visit visit) {
    WebhooksPage page =
        new WebhooksPage(
            visit.frame("Webhooks", Section.WEBHOOKS),
            webhooks.list(visit.workspace()).stream().map(it -> row(visit, it)).toList(),
            site.path(ALL + "/new"),
            visit.may(Role.DEVELOPER));
    return Pages.html(200, output -> JtewebhooksGenerated.render(output, Pages.none(), page));
  }

  private WebhooksPage.Row row(Visit visit, WebhookEndpoint it) {
    List<String> events = WebhookBadges.wanted(it);
    return new WebhooksPage.Row(
        it.url().toString(),
        site.path(ALL + "/" + it.id()),
        it.description(),
        WebhookBadges.of(it, visit.now()),
        events.size() > 2 ? events.size() + " events" : String.join(", ", events),
        Words.when(it.createdAt(), visit.now()));
  }

  private Answer show(Visit visit) {
    return find(webhooks, visit)
        .map(it -> page(visit, it))
        .orElseGet(() -> visit.unknown("webhook"));
  }

  private Answer page(Visit visit, WebhookEndpoint it) {
    String base = site.path(ALL + "/" + it.id());
    Optional<DeliveryState> state = visit.query("state").flatMap(DeliveryState::parse);
    Optional<WebhookEventId> after = visit.query("after").flatMap(WebhookPages::eventId);
    List<Delivery> found = webhooks.deliveries(visit.workspace(), it.id(), state, after, ROWS + 1);
    List<Delivery> shown = found.size() > ROWS ? found.subList(0, ROWS) : found;
    String filter = state.map(s -> "?state=" + s.apiName()).orElse("?");
    WebhookPage page =
        new WebhookPage(
            visit.frame(it.url().getHost(), Section.WEBHOOKS),
            site.path(ALL),
            base,
            it.id().value(),
            it.url().toString(),
            it.description(),
            it.enabled(),
            WebhookBadges.of(it, visit.now()),
            standing(visit, it),
            WebhookBadges.wanted(it),
            Words.when(it.createdAt(), visit.now()),
            visit.may(Role.DEVELOPER),
            tabs(base, state),
            shown.stream().map(each -> row(visit, each)).toList(),
            found.size() > ROWS
                ? Optional.of(base + filter + "&after=" + shown.getLast().event())
                : Optional.empty());
    return Pages.html(200, output -> JtewebhookGenerated.render(output, Pages.none(), page));
  }

  private static Optional<String> standing(Visit visit, WebhookEndpoint it) {
    WebhookEndpoint.Standing standing = it.standing();
    if (it.disabledReason().isPresent()) {
      return Optional.of(
          "The hub has stopped sending to it, because it failed for too long or said that it is gone."
              + " What it missed stays in the list and can be replayed once it is enabled.");
    }
    return standing
        .failingSince()
        .map(
            since ->
                "%s in a row failed, the first %s. The hub goes on trying."
                    .formatted(
                        Words.count(standing.failures(), "attempt", "attempts"),
                        Words.when(since, visit.now()).relative()));
  }

  private static List<WebhookPage.Tab> tabs(String base, Optional<DeliveryState> state) {
    List<WebhookPage.Tab> tabs = new ArrayList<>();
    tabs.add(new WebhookPage.Tab("All", base, state.isEmpty()));
    for (DeliveryState each : DeliveryState.values()) {
      tabs.add(
          new WebhookPage.Tab(
              WebhookBadges.of(each).text(),
              base + "?state=" + each.apiName(),
              state.filter(each::equals).isPresent()));
    }
    return tabs;
  }

  private static WebhookPage.Row row(Visit visit, Delivery it) {
    return new WebhookPage.Row(
        it.event().value(),
        it.type().apiName(),
        it.subject(),
        Words.when(it.at(), visit.now()),
        WebhookBadges.of(it.state()),
        Words.count(it.attempts(), "attempt", "attempts"),
        it.lastStatus().map(status -> "HTTP " + status).or(it::lastError).orElse(""),
        it.state() != DeliveryState.PENDING && visit.may(Role.DEVELOPER));
  }

  /// The webhook that the path names.
  static Optional<WebhookEndpoint> find(Webhooks webhooks, Visit visit) {
    String id = visit.request().pathParameter("id");
    return id.matches("whk_[0-9A-Za-z]{1,64}")
        ? webhooks.find(visit.workspace(), new WebhookId(id))
        : Optional.empty();
  }

  static Optional<WebhookEventId> eventId(String text) {
    return text.matches("evt_[0-9A-Za-z]{1,64}")
        ? Optional.of(new WebhookEventId(text))
        : Optional.empty();
  }
}
