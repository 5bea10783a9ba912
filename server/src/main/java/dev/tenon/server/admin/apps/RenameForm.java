package dev.tenon.server.admin.apps;

import dev.tenon.access.AppName;
import dev.tenon.access.Names;
import dev.tenon.app.App;
import dev.tenon.member.Role;
import dev.tenon.server.admin.apps.OnePages.Typed;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives an app another name. For admins, because OAuth clients say by name who may use them.
final class RenameForm {
  private final Guard guard;
  private final Pages pages;
  private final AppParts parts;
  private final OnePages one;

  RenameForm(Guard guard, Pages pages, AppParts parts, OnePages one) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.one = one;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            "POST",
            Paths.ONE + "/name",
            guard.form(
                Role.ADMIN,
                visit ->
                    one.find(visit)
                        .map(it -> rename(visit, it))
                        .orElseGet(() -> visit.unknown("app")))));
  }

  private Answer rename(Visit visit, App app) {
    String typed = visit.form().text("name");
    Optional<String> problem = Names.problem(typed);
    if (problem.isPresent()) {
      return refused(visit, app, typed, "The name " + problem.get() + ".");
    }
    AppName name = new AppName(typed);
    if (name.equals(app.name())) {
      return pages.redirect(Paths.one(name));
    }
    return switch (parts.apps().rename(visit.admin(), app.name(), name)) {
      case DONE -> pages.redirect(Paths.one(name), Said.APP_RENAMED);
      case UNKNOWN -> visit.unknown("app");
      case TAKEN ->
          refused(
              visit,
              app,
              typed,
              "“%s” is taken: by another app, or by connections that one of that name left."
                  .formatted(name));
    };
  }

  private Answer refused(Visit visit, App app, String typed, String problem) {
    return one.page(visit, 422, app, Typed.stored(app).withName(typed), Map.of("name", problem));
  }
}
