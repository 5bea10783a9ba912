package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.Names;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.ApiKeys.NewKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The workspaces of the installation, for its operator: an admin of the first one. Who may make
/// workspaces can do nothing within them; the first admin key of a new one comes back once.
public final class InstallationRoutes {
  private static final String ALL = "/api/v1/workspaces";
  private static final String FIRST_KEY = "first";

  private final Desk desk;
  private final Workspaces workspaces;
  private final ApiKeys keys;
  private final Clock clock;
  private final RandomGenerator random;

  /// Answers from `workspaces`; new ones get an id of `random` and their first key of `keys`.
  public InstallationRoutes(
      Desk desk, Workspaces workspaces, ApiKeys keys, Clock clock, RandomGenerator random) {
    this.desk = desk;
    this.workspaces = workspaces;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.operator(this::list)),
        Route.of("POST", ALL, callers.operator(this::create)));
  }

  private Answer list(Request request, Caller.Admin operator) {
    return desk.pageOfAll(
        request,
        operator.workspace(),
        "workspaces",
        workspaces.all(),
        workspace -> workspace.createdAt() + " " + workspace.id(),
        InstallationRoutes::write);
  }

  private Answer create(Request request, Caller.Admin operator) {
    Fields fields = desk.fields(request);
    Optional<String> name = fields.requiredText("name", Names::require);
    fields.end();
    Workspace workspace =
        new Workspace(
            WorkspaceId.random(random),
            name.orElseThrow(),
            LinkVerification.APP,
            Optional.empty(),
            clock.instant());
    if (!workspaces.create(workspace, event(workspace, operator))) {
      throw new IllegalStateException("a new workspace's id is taken: indicates a bug");
    }
    desk.note(
        operator,
        "workspace.created",
        workspace.id().value(),
        Map.of("name", workspace.name(), "workspace", workspace.id().value()));
    NewKey key =
        keys.make(new Caller.Admin(workspace.id(), operator.key()), Optional.empty(), FIRST_KEY)
            .orElseThrow(
                () -> new IllegalStateException("an admin key needs no app: indicates a bug"));
    return Desk.created(
        json -> {
          write(json, workspace);
          json.object(
              "admin_key",
              it ->
                  it.text("id", key.stored().id().value())
                      .text("name", key.stored().name())
                      .text("key", key.key().secret().reveal()));
        });
  }

  private static void write(JsonWriter json, Workspace workspace) {
    json.text("id", workspace.id().value())
        .text("name", workspace.name())
        .flag("operator", workspace.id().equals(WorkspaceId.FIRST))
        .time("created_at", workspace.createdAt());
  }

  /// In the new workspace's own log.
  private AuditEvent event(Workspace workspace, Caller.Admin operator) {
    return new AuditEvent(
        workspace.id(),
        clock.instant(),
        Actor.of(operator),
        "workspace.created",
        workspace.id().value(),
        Map.of("name", workspace.name()));
  }
}
