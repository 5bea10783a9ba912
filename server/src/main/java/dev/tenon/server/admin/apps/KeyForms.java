package dev.tenon.server.admin.apps;

import dev.tenon.access.KeyId;
import dev.tenon.access.Names;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.App;
import dev.tenon.member.Role;
import dev.tenon.server.admin.apps.OnePages.Typed;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.SecretPage;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Shown;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes and revokes the keys of an app.
final class KeyForms {
  private final Guard guard;
  private final Pages pages;
  private final ApiKeys keys;
  private final OnePages one;

  KeyForms(Guard guard, Pages pages, AppParts parts, OnePages one) {
    this.guard = guard;
    this.pages = pages;
    this.keys = parts.keys();
    this.one = one;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", Paths.ONE + "/keys", guard.form(Role.DEVELOPER, this::make)),
        Route.of("POST", Paths.ONE + "/keys/revoke", guard.form(Role.DEVELOPER, this::revoke)));
  }

  private Answer make(Visit visit) {
    return one.find(visit).map(it -> make(visit, it)).orElseGet(() -> visit.unknown("app"));
  }

  private Answer make(Visit visit, App app) {
    String name = visit.form().text("name");
    Optional<String> problem = Names.problem(name);
    if (problem.isPresent()) {
      return one.page(
          visit,
          422,
          app,
          Typed.stored(app).withKeyName(name),
          Map.of("key", "The name " + problem.get() + "."));
    }
    return keys.make(visit.admin(), Optional.of(app.name()), name)
        .map(it -> made(visit, app, it))
        .orElseGet(() -> visit.unknown("app"));
  }

  private Answer made(Visit visit, App app, ApiKeys.NewKey made) {
    SecretPage page =
        new SecretPage(
            visit.frame("New key", Section.APPS),
            "The key “%s” of %s is made".formatted(made.stored().name(), app.name()),
            "Put it where the app reads it: in the environment, as TENON_API_KEY. It is shown this"
                + " once.",
            "API key",
            Shown.of(made.key().secret()),
            pages.site().path(Paths.one(app.name())));
    return Pages.secret(page);
  }

  private Answer revoke(Visit visit) {
    String id = visit.form().text("key");
    Optional<App> app = one.find(visit);
    if (app.isEmpty() || !id.matches("key_[0-9A-Za-z]{1,64}")) {
      return visit.unknown("key");
    }
    return switch (keys.revoke(visit.admin(), Optional.of(app.get().name()), new KeyId(id))) {
      case REVOKED -> pages.redirect(Paths.one(app.get().name()), Said.KEY_REVOKED);
      case UNKNOWN, LAST_ADMIN_KEY -> visit.unknown("key");
    };
  }
}
