package dev.tenon.server.admin.apps;

import dev.tenon.access.AppName;
import dev.tenon.access.Names;
import dev.tenon.app.App;
import dev.tenon.client.OAuthClient;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.List;
import java.util.Optional;

/// The list of apps, and the form that makes one.
final class ListPages {
  private static final int NAMED = 2;

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final AppParts parts;

  ListPages(Guard guard, Pages pages, AppParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.parts = parts;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", Paths.ALL, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", Paths.ALL, guard.form(Role.DEVELOPER, this::make)));
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
    return parts
        .apps()
        .create(visit.admin(), new AppName(name), List.of(), List.of())
        .map(it -> pages.redirect(Paths.one(it.name()), Said.APP_MADE))
        .orElseGet(
            () -> page(visit, 422, name, Optional.of("There is an app of that name already.")));
  }

  private Answer page(Visit visit, int status, String name, Optional<String> problem) {
    List<OAuthClient> clients = parts.oauthClients().all(visit.workspace());
    ListPage page =
        new ListPage(
            visit.frame("Apps", Section.APPS),
            site.path(Paths.ALL),
            visit.may(Role.DEVELOPER),
            parts.apps().all(visit.workspace()).stream()
                .map(it -> row(visit, clients, it))
                .toList(),
            name,
            problem);
    return Pages.html(status, output -> JteappsGenerated.render(output, Pages.none(), page));
  }

  private ListPage.Row row(Visit visit, List<OAuthClient> clients, App it) {
    List<String> used =
        clients.stream()
            .filter(client -> client.apps().allows(it.name()))
            .map(client -> client.name().value())
            .toList();
    String more = used.size() > NAMED ? " and %d more".formatted(used.size() - NAMED) : "";
    return new ListPage.Row(
        it.name().value(),
        site.path(Paths.one(it.name())),
        used.isEmpty()
            ? "None yet"
            : String.join(", ", used.subList(0, Math.min(NAMED, used.size()))) + more,
        it.allowedCalls().isEmpty()
            ? "Everything"
            : Words.count(it.allowedCalls().size(), "kind of calls", "kinds of calls"),
        site.path(Section.CONNECTIONS.path() + "?app=" + Words.inPath(it.name().value())),
        Words.when(it.createdAt(), visit.now()));
  }
}
