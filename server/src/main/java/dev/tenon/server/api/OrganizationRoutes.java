package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.connection.Connection;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.sync.ConnectionOrganizations;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.sync.Organizations.Seen;
import java.util.List;
import java.util.Optional;

/// Which of a provider's organizations are kept in step through a connection.
public final class OrganizationRoutes {
  private static final String ALL = "/api/v1/connections/{id}/organizations";
  private static final int LONGEST_ID = 512;

  private final Desk desk;
  private final VisibleSyncs visible;
  private final ConnectionOrganizations organizations;

  /// Answers from `organizations`.
  public OrganizationRoutes(
      Desk desk, VisibleSyncs visible, ConnectionOrganizations organizations) {
    this.desk = desk;
    this.visible = visible;
    this.organizations = organizations;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.either(this::list)),
        Route.of("PATCH", ALL + "/{organization}", callers.either(this::say)));
  }

  private Answer list(Request request, Caller caller) {
    Connection connection = visible.connection(request, caller);
    return desk.pageOfAll(
        request,
        caller.workspace(),
        "organizations of " + connection.id(),
        organizations.of(connection),
        it -> it.name() + "\n" + it.id(),
        OrganizationRoutes::write);
  }

  private Answer say(Request request, Caller caller) {
    Connection connection = visible.connection(request, caller);
    String id = request.pathParameter("organization");
    if (id.isEmpty() || id.length() > LONGEST_ID || !id.matches("[\\p{Print}&&[^\\p{Cntrl}]]+")) {
      throw new ProblemException(Problems.unknown("organization"));
    }
    Fields fields = desk.fields(request);
    Optional<OrganizationStatus> status =
        fields.requiredText(
            "status",
            text ->
                OrganizationStatus.parse(text)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "selected, preview or blocked is expected")));
    fields.end();
    if (caller instanceof Caller.App
        && organizations.isAdmins(connection, id, status.orElseThrow())) {
      throw new ProblemException(adminsAlone());
    }
    Seen said = organizations.say(caller, connection, id, status.orElseThrow());
    return Desk.ok(json -> write(json, said));
  }

  private static void write(JsonWriter json, Seen seen) {
    json.text("id", seen.id())
        .text("name", seen.name())
        .text("status", seen.status().map(OrganizationStatus::apiName));
  }

  private static Problem adminsAlone() {
    return Problem.of(
        403,
        "organization_blocked",
        "Only an admin blocks an organization and takes it back",
        "Use an admin key, or ask an admin of the workspace.");
  }
}
