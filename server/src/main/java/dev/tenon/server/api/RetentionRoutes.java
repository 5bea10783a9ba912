package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.Retention.Kind;
import dev.tenon.workspace.RetentionSettings;
import java.util.List;
import java.util.Optional;

/// For how long the caller's workspace keeps what grows by itself.
public final class RetentionRoutes {
  private static final String PATH = "/api/v1/workspace/retention";

  private final Desk desk;
  private final RetentionSettings settings;

  /// Answers from `settings`.
  public RetentionRoutes(Desk desk, RetentionSettings settings) {
    this.desk = desk;
    this.settings = settings;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", PATH, callers.admin(this::show)),
        Route.of("PUT", PATH, callers.admin(this::change)));
  }

  private Answer show(Request request, Caller.Admin admin) {
    return answer(settings.find(admin.workspace()));
  }

  private Answer change(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    int connectionEvents = required(fields, Kind.CONNECTION_EVENTS);
    int webhookEvents = required(fields, Kind.WEBHOOK_EVENTS);
    int statistics = required(fields, Kind.STATISTICS);
    Optional<Integer> audit = days(fields, Kind.AUDIT);
    fields.end();
    Retention after = new Retention(connectionEvents, webhookEvents, statistics, audit);
    settings.change(admin, after);
    return answer(after);
  }

  /// What is left out would be kept for a time that nobody chose, perhaps a shorter one.
  private static int required(Fields fields, Kind kind) {
    if (!fields.has(kind.field()) || fields.isNull(kind.field())) {
      fields.problem(kind.field(), "is required");
    }
    return days(fields, kind).orElse(kind.least());
  }

  private static Optional<Integer> days(Fields fields, Kind kind) {
    return fields.whole(kind.field(), kind.least(), kind.most()).map(Math::toIntExact);
  }

  private static Answer answer(Retention retention) {
    return Desk.ok(json -> write(json, retention));
  }

  private static void write(JsonWriter json, Retention retention) {
    for (Kind kind : Kind.values()) {
      retention
          .days(kind)
          .ifPresentOrElse(it -> json.number(kind.field(), it), () -> json.nothing(kind.field()));
    }
  }
}
