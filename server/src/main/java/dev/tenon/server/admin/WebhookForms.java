package dev.tenon.server.admin;

import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.SecretPage;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Shown;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.WebhookUrl;
import dev.tenon.webhook.Webhooks;
import dev.tenon.webhook.Webhooks.WithSecret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// What changes webhooks.
final class WebhookForms {
  private static final int LONGEST_DESCRIPTION = 500;

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final Webhooks webhooks;

  WebhookForms(Guard guard, Pages pages, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.webhooks = parts.webhooks();
  }

  List<Route> routes() {
    String all = WebhookPages.ALL;
    String one = WebhookPages.ONE;
    return List.of(
        Route.of("GET", all + "/new", guard.page(Role.DEVELOPER, this::fresh)),
        Route.of("POST", all + "/new", guard.form(Role.DEVELOPER, this::create)),
        Route.of("GET", one + "/edit", guard.page(Role.DEVELOPER, on(this::edit))),
        Route.of("POST", one + "/edit", guard.form(Role.DEVELOPER, on(this::change))),
        Route.of("POST", one + "/enabled", guard.form(Role.DEVELOPER, on(this::enable))),
        Route.of("POST", one + "/test", guard.form(Role.DEVELOPER, on(this::test))),
        Route.of("POST", one + "/secret", guard.form(Role.DEVELOPER, on(this::rotate))),
        Route.of("POST", one + "/replay", guard.form(Role.DEVELOPER, on(this::replay))),
        Route.of("POST", one + "/delete", guard.form(Role.DEVELOPER, on(this::delete))));
  }

  private Guard.VisitEndpoint on(BiFunction<Visit, WebhookEndpoint, Answer> work) {
    return visit ->
        WebhookPages.find(webhooks, visit)
            .map(it -> work.apply(visit, it))
            .orElseGet(() -> visit.unknown("webhook"));
  }

  private Answer fresh(Visit visit) {
    return page(visit, 200, Optional.empty(), new Typed("", "", true, Set.of(), Map.of()));
  }

  private Answer create(Visit visit) {
    Typed typed = Typed.of(visit.form());
    if (!typed.problems().isEmpty()) {
      return page(visit, 422, Optional.empty(), typed);
    }
    Optional<WithSecret> made =
        webhooks.create(
            visit.admin(), WebhookUrl.parse(typed.url()), typed.wanted(), typed.description());
    if (made.isEmpty()) {
      return visit.problem(
          409,
          "There are too many webhooks",
          "A workspace has at most %d. Delete one that is not needed.".formatted(Webhooks.MOST));
    }
    return secret(visit, made.get(), "The webhook is added");
  }

  private Answer edit(Visit visit, WebhookEndpoint it) {
    Set<WebhookEventType> chosen =
        switch (it.events()) {
          case WantedEvents.All _ -> Set.of();
          case WantedEvents.Only(var types) -> types;
        };
    return page(
        visit,
        200,
        Optional.of(it.id()),
        new Typed(
            it.url().toString(),
            it.description(),
            it.events() instanceof WantedEvents.All,
            chosen,
            Map.of()));
  }

  private Answer change(Visit visit, WebhookEndpoint it) {
    Typed typed = Typed.of(visit.form());
    if (!typed.problems().isEmpty()) {
      return page(visit, 422, Optional.of(it.id()), typed);
    }
    URI url = WebhookUrl.parse(typed.url());
    webhooks.change(
        visit.admin(),
        it.id(),
        new Webhooks.Change(
            Optional.of(url),
            Optional.of(typed.wanted()),
            Optional.of(typed.description()),
            Optional.empty()));
    return pages.redirect(path(it), Said.WEBHOOK_CHANGED);
  }

  private Answer enable(Visit visit, WebhookEndpoint it) {
    boolean enabled = visit.form().text("enabled").equals("true");
    webhooks.change(
        visit.admin(),
        it.id(),
        new Webhooks.Change(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(enabled)));
    return pages.redirect(path(it), Said.WEBHOOK_CHANGED);
  }

  private Answer test(Visit visit, WebhookEndpoint it) {
    if (!it.enabled()) {
      return visit.problem(
          409, "The webhook is disabled", "Nothing is sent to it. Enable it first.");
    }
    webhooks.test(visit.admin(), it.id());
    return pages.redirect(path(it), Said.WEBHOOK_TESTED);
  }

  private Answer rotate(Visit visit, WebhookEndpoint it) {
    return webhooks
        .rotate(visit.admin(), it.id())
        .map(made -> secret(visit, made, "The webhook has a new secret"))
        .orElseGet(() -> visit.unknown("webhook"));
  }

  private Answer replay(Visit visit, WebhookEndpoint it) {
    Optional<WebhookEventId> event = WebhookPages.eventId(visit.form().text("event"));
    boolean replayed = event.isPresent() && webhooks.replay(visit.admin(), it.id(), event.get());
    return replayed ? pages.redirect(path(it), Said.REPLAYED) : visit.unknown("delivery");
  }

  private Answer delete(Visit visit, WebhookEndpoint it) {
    webhooks.delete(visit.admin(), it.id());
    return pages.redirect(WebhookPages.ALL, Said.WEBHOOK_DELETED);
  }

  private Answer secret(Visit visit, WithSecret made, String heading) {
    SecretPage page =
        new SecretPage(
            visit.frame(heading, Section.WEBHOOKS),
            heading,
            "Whoever receives the events checks their signatures with this secret. It is shown this"
                + " once.",
            "Signing secret",
            Shown.of(made.secret()),
            site.path(path(made.endpoint())));
    return Pages.secret(page);
  }

  private static String path(WebhookEndpoint it) {
    return WebhookPages.ALL + "/" + it.id();
  }

  private Answer page(Visit visit, int status, Optional<WebhookId> id, Typed typed) {
    String heading = id.isPresent() ? "Change the webhook" : "Add a webhook";
    String back = WebhookPages.ALL + id.map(it -> "/" + it).orElse("");
    WebhookFormPage page =
        new WebhookFormPage(
            visit.frame(heading, Section.WEBHOOKS),
            heading,
            site.path(id.map(it -> back + "/edit").orElse(back + "/new")),
            site.path(back),
            id.isPresent() ? "Save" : "Add the webhook",
            typed.url(),
            typed.description(),
            typed.all(),
            WebhookBadges.choosable()
                .map(
                    it ->
                        new WebhookFormPage.Choice(
                            it.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            it.apiName(),
                            WebhookBadges.about(it),
                            typed.chosen().contains(it)))
                .toList(),
            typed.problems());
    return Pages.html(status, output -> JtewebhookFormGenerated.render(output, Pages.none(), page));
  }

  /// What was typed, and what is wrong with it.
  private record Typed(
      String url,
      String description,
      boolean all,
      Set<WebhookEventType> chosen,
      Map<String, String> problems) {
    static Typed of(Form form) {
      String url = form.text("url");
      String description = form.text("description");
      boolean all = !form.text("events").equals("some");
      Set<WebhookEventType> chosen =
          form.all("event").stream()
              .flatMap(it -> WebhookEventType.parse(it).stream())
              .filter(it -> it != WebhookEventType.WEBHOOK_TEST)
              .collect(Collectors.toSet());
      Map<String, String> problems = new LinkedHashMap<>();
      try {
        WebhookUrl.parse(url);
      } catch (IllegalArgumentException e) {
        problems.put("url", "The address is not valid: " + e.getMessage() + ".");
      }
      if (description.length() > LONGEST_DESCRIPTION) {
        problems.put(
            "description", "It has more than %d characters.".formatted(LONGEST_DESCRIPTION));
      }
      if (!all && chosen.isEmpty()) {
        problems.put("events", "Choose one event at least, or all of them.");
      }
      return new Typed(url, description, all, chosen, problems);
    }

    WantedEvents wanted() {
      return all ? new WantedEvents.All() : new WantedEvents.Only(chosen);
    }
  }
}
