package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Organization;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.sync.Organizations;
import dev.tenon.sync.Organizations.Seen;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which of a provider's organizations are kept in step through a connection.
public final class OrganizationRoutes {
  private static final String ALL = "/api/v1/connections/{id}/organizations";
  private static final int LONGEST_ID = 512;

  private final Desk desk;
  private final VisibleSyncs visible;
  private final Organizations organizations;
  private final Clock clock;

  /// Answers from `organizations`.
  public OrganizationRoutes(
      Desk desk, VisibleSyncs visible, Organizations organizations, Clock clock) {
    this.desk = desk;
    this.visible = visible;
    this.organizations = organizations;
    this.clock = clock;
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
        all(caller, connection),
        it -> it.name() + "\n" + it.id(),
        OrganizationRoutes::write);
  }

  /// Those that syncs have come by, and those that were seen when the user connected.
  private List<Seen> all(Caller caller, Connection connection) {
    List<Seen> all = new ArrayList<>(organizations.list(caller.workspace(), connection.id()));
    for (Organization each : connection.organizations()) {
      if (all.stream().noneMatch(it -> it.id().equals(each.id()))) {
        all.add(new Seen(each.id(), each.name(), Optional.empty()));
      }
    }
    return all;
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
    Optional<Seen> before =
        all(caller, connection).stream().filter(it -> it.id().equals(id)).findFirst();
    boolean isAdmins =
        status.equals(Optional.of(OrganizationStatus.BLOCKED))
            || before
                .flatMap(Seen::status)
                .filter(it -> it == OrganizationStatus.BLOCKED)
                .isPresent();
    if (isAdmins && caller instanceof Caller.App) {
      throw new ProblemException(adminsAlone());
    }
    String name = before.map(Seen::name).orElse(id);
    organizations.seen(caller.workspace(), connection.id(), id, name);
    organizations.say(
        caller.workspace(),
        connection.id(),
        id,
        status.orElseThrow(),
        new AuditEvent(
            caller.workspace(),
            clock.instant(),
            Actor.of(caller),
            "organization.said",
            connection.id().value(),
            Map.of("organization", id, "status", status.orElseThrow().apiName())));
    return Desk.ok(json -> write(json, new Seen(id, name, status)));
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
