package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Endpoint;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonReader;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/// What Leaf's calls share: who asks, the request's fields, errors in its shape. Safe for use by
/// any thread.
final class LeafDesk {
  private final Callers callers;
  private final Workspaces workspaces;
  private final AuditLog audit;
  private final Clock clock;
  private final JsonReader reader = new JsonReader();

  LeafDesk(Callers callers, Workspaces workspaces, AuditLog audit, Clock clock) {
    this.callers = callers;
    this.workspaces = workspaces;
    this.audit = audit;
    this.clock = clock;
  }

  Callers callers() {
    return callers;
  }

  Clock clock() {
    return clock;
  }

  Instant now() {
    return clock.instant();
  }

  /// An endpoint for whoever comes.
  Endpoint open(Endpoint endpoint) {
    return LeafErrors.around(endpoint);
  }

  /// An endpoint for keys of either kind.
  Endpoint either(Callers.CallerEndpoint endpoint) {
    return LeafErrors.around(callers.either(endpoint));
  }

  /// An endpoint for admin keys.
  Endpoint admin(Callers.AdminEndpoint endpoint) {
    return LeafErrors.around(callers.admin(endpoint));
  }

  /// The fields of the request's JSON object, whatever its content type says.
  Fields fields(Request request) {
    return new Fields(reader.readObject(request.body()));
  }

  Workspace workspace(WorkspaceId id) {
    return workspaces
        .find(id)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a key belongs to no workspace: " + id + "; indicates a bug"));
  }

  AuditEvent event(Caller caller, String action, String target, Map<String, String> details) {
    return new AuditEvent(
        caller.workspace(), clock.instant(), Actor.of(caller), action, target, details);
  }

  /// Notes something that changed nothing here.
  void note(Caller caller, String action, String target, Map<String, String> details) {
    audit.append(event(caller, action, target, details));
  }

  /// The user that the path names; one that can be no user's id is answered like an unknown one.
  static UserId user(Request request) {
    String text = request.pathParameter("leafUserId");
    if (!UserId.isValid(text)) {
      throw LeafProblems.unknown("Leaf user");
    }
    return new UserId(text);
  }

  /// The provider whose name the path has.
  static LeafProvider provider(Request request) {
    return LeafProvider.named(request.pathParameter("provider"))
        .orElseThrow(() -> LeafProblems.unknown("provider"));
  }
}
