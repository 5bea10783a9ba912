package dev.tenon.server.admin;

import dev.tenon.member.MemberSession;
import dev.tenon.member.Role;
import dev.tenon.overview.Holdings;
import dev.tenon.overview.Holdings.Amount;
import dev.tenon.server.admin.RetentionPage.Loss;
import dev.tenon.server.admin.RetentionPage.Other;
import dev.tenon.server.admin.RetentionPage.Question;
import dev.tenon.server.admin.RetentionPage.Row;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.Retention.Kind;
import dev.tenon.workspace.RetentionSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings of what is kept for how long. What shortens a time says first what goes.
final class RetentionPages {
  private static final String PATH = SettingsTab.RETENTION;
  private static final String AGREED = "agreed";

  private final Guard guard;
  private final Pages pages;
  private final RetentionSettings settings;
  private final Holdings holdings;

  RetentionPages(Guard guard, Pages pages, RetentionSettings settings, Holdings holdings) {
    this.guard = guard;
    this.pages = pages;
    this.settings = settings;
    this.holdings = holdings;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", PATH, guard.form(Role.ADMIN, this::change)));
  }

  private Answer show(Visit visit) {
    return page(visit, 200, RetentionForm.of(settings.find(visit.workspace())), Optional.empty());
  }

  private Answer change(Visit visit) {
    RetentionForm form = RetentionForm.of(visit.form());
    Optional<Retention> wanted = form.retention();
    if (wanted.isEmpty()) {
      return page(visit, 422, form, Optional.empty());
    }
    Retention before = settings.find(visit.workspace());
    Retention after = wanted.get();
    String agreed = agreed(before, after);
    if (!before.shortenedBy(after).isEmpty() && !agreed.equals(visit.form().text(AGREED))) {
      return page(visit, 200, form, Optional.of(question(visit, before, after, agreed)));
    }
    settings.change(visit.admin(), after);
    return pages.redirect(PATH, Said.RETENTION_CHANGED);
  }

  /// Whoever agrees has seen these numbers, and not others that somebody has saved since.
  private static String agreed(Retention before, Retention after) {
    return numbers(before) + ">" + numbers(after);
  }

  private static String numbers(Retention retention) {
    return String.join(
        ",",
        Stream.of(Kind.values())
            .map(kind -> retention.days(kind).map(it -> Integer.toString(it)).orElse("-"))
            .toList());
  }

  private Question question(Visit visit, Retention before, Retention after, String agreed) {
    List<Loss> losses =
        before.shortenedBy(after).stream()
            .map(
                kind -> {
                  Instant since = after.before(kind, visit.now()).orElseThrow();
                  return new Loss(
                      label(kind),
                      days(before, kind) + " → " + days(after, kind),
                      gone(kind, holdings.older(visit.workspace(), kind, since)));
                })
            .toList();
    return new Question(losses, agreed, pages.site().path(PATH));
  }

  private static String days(Retention retention, Kind kind) {
    return retention.days(kind).map(it -> Words.count(it, "day", "days")).orElse("for ever");
  }

  private static String gone(Kind kind, Amount amount) {
    String things =
        switch (kind) {
          case CONNECTION_EVENTS -> Words.count(amount.count(), "event", "events");
          case WEBHOOK_EVENTS ->
              Words.count(amount.count(), "event", "events") + " with what was sent of each";
          case STATISTICS -> "the numbers of " + Words.count(amount.count(), "hour", "hours");
          case AUDIT -> Words.count(amount.count(), "entry", "entries");
        };
    if (amount.isMore()) {
      return (amount.count() == Amount.MOST ? "more than " : "at least ") + things;
    }
    return amount.count() == 0 ? "nothing yet" : things;
  }

  private Answer page(Visit visit, int status, RetentionForm form, Optional<Question> question) {
    RetentionPage page =
        new RetentionPage(
            visit.frame("Retention", Section.SETTINGS),
            SettingsTab.all(pages.site(), PATH),
            pages.site().path(PATH),
            visit.may(Role.ADMIN),
            !form.problems().isEmpty(),
            List.of(
                row(visit, form, Kind.CONNECTION_EVENTS),
                row(visit, form, Kind.WEBHOOK_EVENTS),
                row(visit, form, Kind.STATISTICS)),
            row(visit, form, Kind.AUDIT),
            form.auditForEver(),
            question,
            others());
    return Pages.html(status, output -> JteretentionGenerated.render(output, Pages.none(), page));
  }

  private Row row(Visit visit, RetentionForm form, Kind kind) {
    return new Row(
        kind.field(),
        label(kind),
        form.text(kind),
        kind.least(),
        kind.most(),
        about(kind),
        "%s to %s days.".formatted(Words.number(kind.least()), Words.number(kind.most())),
        now(visit, kind),
        form.problem(kind));
  }

  private String now(Visit visit, Kind kind) {
    return holdings
        .oldest(visit.workspace(), kind)
        .map(
            at ->
                "The oldest is of %s, %s."
                    .formatted(Words.day(at), Words.when(at, visit.now()).relative()))
        .orElse("There is nothing yet.");
  }

  private static String label(Kind kind) {
    return switch (kind) {
      case CONNECTION_EVENTS -> "Events of connections";
      case WEBHOOK_EVENTS -> "Events of webhooks";
      case STATISTICS -> "Numbers of refreshes";
      case AUDIT -> "Audit log";
    };
  }

  private static String about(Kind kind) {
    return switch (kind) {
      case CONNECTION_EVENTS ->
          "What happened to each connection, as its page shows it. Whatever their age, the newest "
              + Words.number(Retention.EVENTS_ALWAYS_KEPT)
              + " of each connection stay.";
      case WEBHOOK_EVENTS ->
          "What your webhooks were told, and what came back. What is gone cannot be sent again.";
      case STATISTICS -> "What the overview counts by hour. Its longest chart shows 7 days.";
      case AUDIT ->
          "Who did what. Who got a connection’s tokens, and when a key was last used, is read from"
              + " it too. What is removed is told by an entry of its own, and the chain goes on"
              + " from there.";
    };
  }

  private static List<Other> others() {
    return List.of(
        new Other("Records of a sync that are deleted", "As each sync says"),
        new Other(
            "Console sessions",
            "%s, or %s without a request"
                .formatted(Words.length(MemberSession.LIFE), Words.length(MemberSession.IDLE))));
  }
}
