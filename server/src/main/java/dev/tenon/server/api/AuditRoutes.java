package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/// The audit log, newest first, and whether its chain is whole.
public final class AuditRoutes {
  private final Desk desk;
  private final AuditLog log;

  /// Answers from `log`.
  public AuditRoutes(Desk desk, AuditLog log) {
    this.desk = desk;
    this.log = log;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", "/api/v1/audit-events", callers.admin(this::list)),
        Route.of("GET", "/api/v1/audit-events/verification", callers.admin(this::verify)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    Cursors.Page page = desk.page(request, admin.workspace(), "audit-events");
    List<AuditEntry> rows =
        log.list(admin.workspace(), page.after().map(Long::valueOf), page.limit() + 1);
    return desk.page(
        new Desk.Ask(admin.workspace(), "audit-events", page),
        rows,
        entry -> Long.toString(entry.number()),
        AuditRoutes::write);
  }

  private Answer verify(Request request, Caller.Admin admin) {
    Optional<Long> broken = log.firstBroken(admin.workspace());
    return Desk.ok(
        json -> {
          json.flag("whole", broken.isEmpty());
          broken.ifPresentOrElse(
              number -> json.number("first_broken", number), () -> json.nothing("first_broken"));
        });
  }

  private static void write(JsonWriter json, AuditEntry entry) {
    AuditEvent event = entry.event();
    json.number("number", entry.number())
        .time("at", event.at())
        .text("actor", event.actor().label())
        .text("key_id", key(event.actor()).map(KeyId::value))
        .text("action", event.action())
        .text("target", event.target())
        .texts("details", event.details())
        .text("previous_hash", entry.previous().hex())
        .text("hash", entry.hash().hex());
  }

  private static Optional<KeyId> key(Actor actor) {
    return switch (actor) {
      case Actor.Admin admin -> Optional.of(admin.key());
      case Actor.App app -> Optional.of(app.key());
      case Actor.Member _, Actor.User _, Actor.Hub _ -> Optional.empty();
    };
  }
}
