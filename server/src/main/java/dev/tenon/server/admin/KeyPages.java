package dev.tenon.server.admin;

import dev.tenon.access.KeyId;
import dev.tenon.access.Names;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.StoredKey;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.SecretPage;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Shown;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The admin keys of the workspace.
final class KeyPages {
  private static final String PATH = SettingsTab.KEYS;

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final ApiKeys keys;

  KeyPages(Guard guard, Pages pages, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.keys = parts.keys();
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", PATH, guard.form(Role.ADMIN, this::make)),
        Route.of("POST", PATH + "/revoke", guard.form(Role.ADMIN, this::revoke)));
  }

  private Answer show(Visit visit) {
    return page(visit, 200, "", Optional.empty());
  }

  private Answer make(Visit visit) {
    String name = visit.form().text("name");
    Optional<String> problem = Names.problem(name);
    if (problem.isPresent()) {
      return page(visit, 422, name, problem.map(it -> "The name " + it + "."));
    }
    ApiKeys.NewKey made =
        keys.make(visit.admin(), Optional.empty(), name)
            .orElseThrow(() -> new IllegalStateException("no app was named; indicates a bug"));
    SecretPage page =
        new SecretPage(
            visit.frame("New key", Section.SETTINGS),
            "The key “%s” is made".formatted(name),
            "Keep it where your program finds it. It is shown this once.",
            "Admin key",
            Shown.of(made.key().secret()),
            site.path(PATH));
    return Pages.secret(page);
  }

  private Answer revoke(Visit visit) {
    String id = visit.form().text("key");
    if (!id.matches("key_[0-9A-Za-z]{1,64}")) {
      return visit.unknown("key");
    }
    return switch (keys.revoke(visit.admin(), Optional.empty(), new KeyId(id))) {
      case REVOKED -> pages.redirect(PATH, Said.KEY_REVOKED);
      case UNKNOWN -> visit.unknown("key");
      case LAST_ADMIN_KEY ->
          page(
              visit,
              409,
              "",
              Optional.of("The last admin key stays: make another first, then revoke this one."));
    };
  }

  private Answer page(Visit visit, int status, String name, Optional<String> problem) {
    KeysPage page =
        new KeysPage(
            visit.frame("Keys", Section.SETTINGS),
            SettingsTab.all(site, PATH),
            site.path(PATH),
            visit.may(Role.ADMIN),
            keys.list(visit.workspace(), Optional.empty()).stream()
                .sorted(Comparator.comparing((StoredKey it) -> it.revokedAt().isPresent()))
                .map(it -> row(visit, it))
                .toList(),
            name,
            problem);
    return Pages.html(status, output -> JtekeysGenerated.render(output, Pages.none(), page));
  }

  private static KeysPage.Row row(Visit visit, StoredKey it) {
    return new KeysPage.Row(
        it.id().value(),
        it.name(),
        it.lastFour(),
        Words.when(it.createdAt(), visit.now()),
        it.revokedAt().isPresent() ? Badge.plain("Revoked") : Badge.good("Valid"),
        it.revokedAt().isEmpty());
  }
}
