package dev.tenon.server.admin.connections;

import dev.tenon.connection.Connection;
import dev.tenon.connection.Status;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenResult;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// What is done with one connection: refreshed, revoked, its organizations chosen.
final class LifeForms {
  private final Guard guard;
  private final Pages pages;
  private final ConnectionParts parts;
  private final LifePages life;

  LifeForms(Guard guard, Pages pages, ConnectionParts parts, LifePages life) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.life = life;
  }

  List<Route> routes() {
    return List.of(
        form(Role.DEVELOPER, "/refresh", this::refresh),
        form(Role.ADMIN, "/revoke", this::revoke),
        form(Role.DEVELOPER, "/organizations", this::choose));
  }

  private Route form(Role least, String path, BiFunction<Visit, Connection, Answer> work) {
    return Route.of(
        "POST",
        Paths.ONE + path,
        guard.form(
            least,
            visit ->
                life.find(visit)
                    .map(it -> work.apply(visit, it))
                    .orElseGet(() -> visit.unknown("connection"))));
  }

  private Answer refresh(Visit visit, Connection it) {
    return switch (parts.reports().refresh(visit.admin(), it.id())) {
      case ReportResult.Replaced _ -> pages.redirect(Paths.one(it.id()), Said.CONNECTION_REFRESHED);
      case ReportResult.NotFound _ ->
          problem(visit, it, 409, "There is no token to refresh, or the OAuth client is gone.");
      case ReportResult.NotRefreshable _ ->
          problem(
              visit,
              it,
              409,
              "The provider gave nothing to refresh it with. When its token ends, the user connects"
                  + " again.");
      case ReportResult.TooSoon _ ->
          problem(visit, it, 429, "It was refreshed a moment ago. Wait a minute.");
      case ReportResult.Failed(TokenResult result) ->
          problem(visit, it, 502, "It could not be refreshed. " + why(result));
    };
  }

  private static String why(TokenResult result) {
    return switch (result) {
      case TokenResult.ConnectRequired required -> required.message();
      case TokenResult.ProviderUnavailable away -> away.message();
      case TokenResult.OAuthClientRejected rejected -> rejected.message();
      case TokenResult.HubFault fault -> fault.message();
      case TokenResult.Issued _,
          TokenResult.IntegrationNotFound _,
          TokenResult.IntegrationNotAssigned _,
          TokenResult.UserRequired _ ->
          "Its OAuth client has changed meanwhile.";
    };
  }

  private Answer revoke(Visit visit, Connection it) {
    if (it.status() == Status.REVOKED) {
      return pages.redirect(Paths.one(it.id()));
    }
    String outcome = parts.endings().end(visit.admin(), it);
    ToldPage page =
        new ToldPage(
            visit.frame("Revoked", Section.CONNECTIONS),
            "The connection of %s is revoked".formatted(Faces.owner(it.owner())),
            "No app gets a token through it any more. " + outcome,
            pages.site().path(Paths.one(it.id())),
            "To the connection");
    return Pages.html(200, output -> JtetoldGenerated.render(output, Pages.none(), page));
  }

  private Answer choose(Visit visit, Connection it) {
    String id = visit.form().exact("organization");
    Optional<OrganizationStatus> status = OrganizationStatus.parse(visit.form().text("status"));
    boolean known = parts.organizations().of(it).stream().anyMatch(each -> each.id().equals(id));
    if (!known || status.isEmpty() || it.status() == Status.REVOKED) {
      return visit.unknown("organization");
    }
    if (!visit.may(Role.ADMIN) && parts.organizations().isAdmins(it, id, status.get())) {
      return visit.problem(
          403,
          "Only an admin blocks an organization, and takes that back",
          "Nothing was changed. Ask an admin of the workspace.");
    }
    parts.organizations().say(visit.admin(), it, id, status.get());
    return pages.redirect(Paths.one(it.id()), Said.ORGANIZATION_CHOSEN);
  }

  /// The connection as it is now: what was tried may have changed it.
  private Answer problem(Visit visit, Connection it, int status, String text) {
    return life.page(visit, status, life.find(visit).orElse(it), Optional.of(text));
  }
}
