package dev.tenon.server.admin.clients;

import dev.tenon.access.AppName;
import dev.tenon.app.App;
import dev.tenon.audit.Actor;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore.DeleteResult;
import dev.tenon.connection.Status;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Deletes OAuth clients, after showing what depends on them. One with connections stays until
/// those are deleted, so that they are revoked at the provider.
final class DeleteClientForms {
  private static final String DELETE = ClientPaths.ONE + "/delete";

  private final Guard guard;
  private final Pages pages;
  private final ClientParts parts;
  private final ClientCounts counts;
  private final FoundClients found;

  DeleteClientForms(Guard guard, Pages pages, ClientParts parts, ClientCounts counts) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.counts = counts;
    this.found = new FoundClients(parts.clients());
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            "GET",
            DELETE,
            guard.page(
                Role.ADMIN, found.on((visit, it) -> show(visit, 200, it, Optional.empty())))),
        Route.of("POST", DELETE, guard.form(Role.ADMIN, found.on(this::delete))));
  }

  private Answer delete(Visit visit, OAuthClient client) {
    if (needsTyping(visit, client) && !visit.form().text("confirm").equals(client.name().value())) {
      return show(visit, 422, client, Optional.of("That is not its name. Nothing was deleted."));
    }
    return switch (parts
        .rules()
        .delete(visit.workspace(), Actor.of(visit.admin()), client.name())) {
      case DeleteResult.Deleted _ -> pages.redirect(ClientPaths.ALL, Said.CLIENT_DELETED);
      case DeleteResult.Missing _ -> visit.unknown("OAuth client");
      case DeleteResult.InUse _, DeleteResult.Borrowed _ ->
          show(visit, 409, client, Optional.empty());
    };
  }

  /// Whether somebody loses something by it: connections that were, apps that ask for it, users or
  /// members who sign in by it.
  private boolean needsTyping(Visit visit, OAuthClient client) {
    return !connections(visit, client).isEmpty() || parts.signIns().isAny(client);
  }

  private Map<Status, Long> connections(Visit visit, OAuthClient client) {
    return counts.of(visit.workspace(), visit.now()).of(client.id());
  }

  private Answer show(Visit visit, int status, OAuthClient client, Optional<String> problem) {
    Map<Status, Long> standing = connections(visit, client);
    long live =
        standing.entrySet().stream()
            .filter(it -> it.getKey() != Status.REVOKED)
            .mapToLong(Map.Entry::getValue)
            .sum();
    int borrowers = client.lent() ? parts.clients().borrowers(client.workspace(), client.id()) : 0;
    DeletePage page =
        new DeletePage(
            visit.frame("Delete " + client.name(), Section.OAUTH_CLIENTS),
            "Delete the OAuth client “" + client.name() + "”?",
            "OAuth client",
            client.name().value(),
            pages.site().path(ClientPaths.of(client.name()) + "/delete"),
            pages.site().path(ClientPaths.of(client.name())),
            dependents(client, live, standing.getOrDefault(Status.REVOKED, 0L), borrowers),
            obstacle(live, borrowers),
            needsTyping(visit, client),
            problem);
    return Pages.html(status, output -> JtedeleteGenerated.render(output, Pages.none(), page));
  }

  private static Optional<String> obstacle(long live, int borrowers) {
    if (live > 0) {
      return Optional.of(
          "It cannot be deleted while connections depend on it. Delete those first, so that they are"
              + " revoked at the provider.");
    }
    return borrowers > 0
        ? Optional.of(
            "It is public, and other workspaces use it. Make it private first: their connections"
                + " fail from then on, and nothing of theirs is deleted.")
        : Optional.empty();
  }

  private List<DeletePage.Dependent> dependents(
      OAuthClient client, long live, long revoked, int borrowers) {
    String connections =
        pages.site().path(Section.CONNECTIONS.path())
            + "?integration="
            + Words.inPath(client.name().value());
    List<DeletePage.Dependent> all = new ArrayList<>();
    if (live > 0) {
      all.add(
          new DeletePage.Dependent(
              Words.count(live, "connection", "connections"),
              connections,
              "Apps get tokens by them."));
    }
    if (revoked > 0) {
      all.add(
          new DeletePage.Dependent(
              Words.count(revoked, "revoked connection", "revoked connections"),
              connections + "&status=revoked",
              "They stay in the list, without the name of this client."));
    }
    List<String> apps =
        parts.apps().all(client.workspace()).stream()
            .map(App::name)
            .filter(client.apps()::allows)
            .map(AppName::value)
            .toList();
    if (!apps.isEmpty()) {
      all.add(
          new DeletePage.Dependent(
              apps.size() == 1 ? "The app " + apps.getFirst() : Words.number(apps.size()) + " apps",
              pages.site().path(Section.APPS.path()),
              "May ask for it by its name, and will be told that it is not there."));
    }
    if (parts.signIns().isOfMembers(client)) {
      all.add(
          new DeletePage.Dependent(
              "The sign-in of this workspace’s members",
              pages.site().path(Section.SETTINGS.path() + "/sign-in"),
              "Whoever signs in here by it needs another way in, until that is changed."));
    }
    if (parts.signIns().isOfUsers(client)) {
      all.add(
          new DeletePage.Dependent(
              "The sign-in of your users",
              pages.site().path(Section.SETTINGS.path()),
              "Connect links are proven by it: nobody can connect any more until that is changed."));
    }
    if (borrowers > 0) {
      all.add(
          new DeletePage.Dependent(
              Words.count(borrowers, "other workspace", "other workspaces"),
              "",
              "They use it as a public one."));
    }
    return all;
  }
}
