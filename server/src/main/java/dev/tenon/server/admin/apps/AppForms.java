package dev.tenon.server.admin.apps;

import dev.tenon.access.AppName;
import dev.tenon.app.App;
import dev.tenon.app.AppChange;
import dev.tenon.app.CallRule;
import dev.tenon.audit.Actor;
import dev.tenon.client.AppAccess;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients.UpdateResult;
import dev.tenon.connect.ReturnUrl;
import dev.tenon.member.Role;
import dev.tenon.server.admin.apps.OnePages.Typed;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Changes what an app may use and call and where its users return to, and deletes it.
final class AppForms {
  private static final int MOST_RETURN_URLS = 50;
  private static final int MOST_CALLS = 100;

  private final Guard guard;
  private final Pages pages;
  private final AppParts parts;
  private final OnePages one;

  AppForms(Guard guard, Pages pages, AppParts parts, OnePages one) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.one = one;
  }

  List<Route> routes() {
    return List.of(
        form(Role.ADMIN, "/integrations", this::integrations),
        form(Role.ADMIN, "/calls", this::calls),
        form(Role.DEVELOPER, "/return-urls", this::returnUrls),
        form(Role.ADMIN, "/delete", this::delete));
  }

  private Route form(Role least, String path, BiFunction<Visit, App, Answer> work) {
    return Route.of(
        "POST",
        Paths.ONE + path,
        guard.form(
            least,
            visit ->
                one.find(visit)
                    .map(it -> work.apply(visit, it))
                    .orElseGet(() -> visit.unknown("app"))));
  }

  private Answer integrations(Visit visit, App app) {
    Set<String> chosen = new HashSet<>(visit.form().all("integration"));
    for (OAuthClient it : parts.oauthClients().all(visit.workspace())) {
      boolean wanted = chosen.contains(it.name().value());
      if (it.apps() instanceof AppAccess.Only(Set<AppName> apps)
          && apps.contains(app.name()) != wanted) {
        Optional<String> problem = give(visit, it, apps, app.name(), wanted);
        if (problem.isPresent()) {
          return one.page(
              visit, 422, app, Typed.stored(app), Map.of("integrations", problem.get()));
        }
      }
    }
    return pages.redirect(Paths.one(app.name()), Said.APP_CHANGED);
  }

  private Optional<String> give(
      Visit visit, OAuthClient client, Set<AppName> before, AppName app, boolean wanted) {
    Set<String> names = new TreeSet<>(before.stream().map(AppName::value).toList());
    if (wanted) {
      names.add(app.value());
    } else {
      names.remove(app.value());
    }
    OAuthClientDraft draft =
        OAuthClientDraft.of(Map.of()).withApps(new OAuthClientDraft.Apps.Named(List.copyOf(names)));
    UpdateResult result =
        parts.rules().update(visit.workspace(), Actor.of(visit.admin()), client.name(), draft);
    return switch (result) {
      case UpdateResult.Updated _, UpdateResult.Missing _ -> Optional.empty();
      case UpdateResult.ChangedMeanwhile _ ->
          Optional.of(
              "Somebody has just changed the OAuth client “%s”. Look again, and save again."
                  .formatted(client.name()));
      case UpdateResult.Refused(List<FieldProblem> problems) ->
          Optional.of(
              "The OAuth client “%s” has to be mended first: %s %s."
                  .formatted(
                      client.name(), problems.getFirst().field(), problems.getFirst().message()));
    };
  }

  private Answer calls(Visit visit, App app) {
    String text = visit.form().exact("calls");
    Lines<CallRule> rules = Lines.of(text, MOST_CALLS, CallRule::parse);
    return rules.problem().isPresent()
        ? one.page(
            visit,
            422,
            app,
            Typed.stored(app).withAllowedCalls(text),
            Map.of("calls", rules.problem().get()))
        : change(visit, app, AppChange.ofAllowedCalls(rules.values()));
  }

  private Answer returnUrls(Visit visit, App app) {
    String text = visit.form().exact("return_urls");
    Lines<URI> urls = Lines.of(text, MOST_RETURN_URLS, AppForms::returnUrl);
    return urls.problem().isPresent()
        ? one.page(
            visit,
            422,
            app,
            Typed.stored(app).withReturnUrls(text),
            Map.of("return_urls", urls.problem().get()))
        : change(visit, app, AppChange.ofReturnUrls(urls.values()));
  }

  private static URI returnUrl(String text) {
    ReturnUrl.problem(text, List.of())
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("an address " + problem);
            });
    return URI.create(text);
  }

  private Answer change(Visit visit, App app, AppChange change) {
    return parts
        .apps()
        .change(visit.admin(), app.name(), change)
        .map(it -> pages.redirect(Paths.one(it.name()), Said.APP_CHANGED))
        .orElseGet(() -> visit.unknown("app"));
  }

  private Answer delete(Visit visit, App app) {
    return parts.apps().delete(visit.admin(), app.name())
        ? pages.redirect(Paths.ALL, Said.APP_DELETED)
        : visit.unknown("app");
  }

  /// What was typed into a field with one thing a line.
  ///
  /// @param problem with the first line that is wrong
  private record Lines<T>(List<T> values, Optional<String> problem) {
    static <T> Lines<T> of(String text, int most, Function<String, T> parse) {
      List<T> values = new ArrayList<>();
      int number = 0;
      for (String line : text.lines().toList()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          values.add(parse.apply(line.strip()));
        } catch (IllegalArgumentException e) {
          return new Lines<>(
              List.of(), Optional.of("Line %d: %s.".formatted(number, e.getMessage())));
        }
      }
      return values.size() > most
          ? new Lines<>(List.of(), Optional.of("At most %d lines.".formatted(most)))
          : new Lines<>(values.stream().distinct().toList(), Optional.empty());
    }
  }
}
