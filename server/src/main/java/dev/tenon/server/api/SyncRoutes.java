package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.connection.Connection;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncStore;
import dev.tenon.sync.Syncs;
import dev.tenon.sync.Syncs.Created;
import dev.tenon.sync.Walks.Planned;
import java.util.List;
import java.util.Optional;

/// What of a connection is kept in step, and how it went.
public final class SyncRoutes {
  private static final String ALL = "/api/v1/connections/{id}/syncs";
  private static final String ONE = ALL + "/{sync}";

  private final Desk desk;
  private final VisibleSyncs visible;
  private final Syncs syncs;
  private final SyncStore store;
  private final TokenProblems problems;

  /// Answers by the rules of `syncs`.
  public SyncRoutes(
      Desk desk, VisibleSyncs visible, Syncs syncs, SyncStore store, ConnectPrompts prompts) {
    this.desk = desk;
    this.visible = visible;
    this.syncs = syncs;
    this.store = store;
    this.problems = new TokenProblems(prompts);
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.either(this::list)),
        Route.of("POST", ALL, callers.either(this::create)),
        Route.of("GET", ONE, callers.either(this::show)),
        Route.of("PATCH", ONE, callers.either(this::change)),
        Route.of("DELETE", ONE, callers.either(this::delete)),
        Route.of("POST", ONE + "/run", callers.either(this::run)),
        Route.of("GET", ONE + "/runs", callers.either(this::runs)));
  }

  private Answer list(Request request, Caller caller) {
    Connection connection = visible.connection(request, caller);
    return desk.pageOfAll(
        request,
        caller.workspace(),
        "syncs of " + connection.id(),
        visible.list(caller, connection),
        it -> "%020d %s".formatted(it.sync().createdAt().toEpochMilli(), it.sync().id()),
        SyncJson::write);
  }

  private Answer create(Request request, Caller caller) {
    Connection connection = visible.connection(request, caller);
    Fields fields = desk.fields(request);
    Syncs.Wish wish = SyncFields.wish(fields, app(fields, caller), connection.id());
    return switch (syncs.create(caller, wish)) {
      case Created.Stored(KeptSync kept) -> Desk.created(json -> SyncJson.write(json, kept));
      case Created.Taken _ -> throw new ProblemException(Problems.taken("resource"));
      case Created.TooMany _ -> throw new ProblemException(tooMany());
      case Created.NotReadable(Planned planned) ->
          throw new ProblemException(notReadable(planned, caller));
    };
  }

  /// An app's own; an admin says whose.
  private static Optional<AppName> app(Fields fields, Caller caller) {
    if (caller instanceof Caller.App app) {
      if (fields.text("app", AppName::new).filter(it -> !it.equals(app.name())).isPresent()) {
        fields.problem("app", "must be the app itself");
      }
      return Optional.of(app.name());
    }
    return fields.requiredText("app", AppName::new);
  }

  private Answer show(Request request, Caller caller) {
    KeptSync kept = visible.sync(request, caller);
    return Desk.ok(json -> SyncJson.write(json, kept));
  }

  private Answer change(Request request, Caller caller) {
    KeptSync before = visible.own(request, caller);
    Sync changed = SyncFields.changed(desk.fields(request), before.sync());
    if (!syncs.change(caller, changed)) {
      throw new ProblemException(Problems.conflict());
    }
    KeptSync now =
        store
            .find(changed.workspace(), changed.id())
            .orElseGet(() -> new KeptSync(changed, before.standing()));
    return Desk.ok(json -> SyncJson.write(json, now));
  }

  private Answer delete(Request request, Caller caller) {
    Sync sync = visible.own(request, caller).sync();
    if (!syncs.delete(caller, sync)) {
      throw desk.refusedAccess(caller, "sync", sync.id().value());
    }
    return Desk.gone();
  }

  private Answer run(Request request, Caller caller) {
    KeptSync kept = visible.own(request, caller);
    boolean due = syncs.run(kept.sync());
    return Answer.json(
        202,
        dev.tenon.server.http.json.JsonWriter.object(
            json -> json.text("id", kept.sync().id().value()).flag("runs_already", !due)));
  }

  private Answer runs(Request request, Caller caller) {
    Sync sync = visible.sync(request, caller).sync();
    String list = "runs of " + sync.id();
    Cursors.Page page = desk.page(request, caller.workspace(), list);
    List<SyncRun> rows =
        store.runs(
            caller.workspace(), sync.id(), page.after().map(Long::parseLong), page.limit() + 1);
    return desk.page(
        new Desk.Ask(caller.workspace(), list, page),
        rows,
        it -> Long.toString(it.number()),
        SyncJson::write);
  }

  private Problem notReadable(Planned planned, Caller caller) {
    return switch (planned) {
      case Planned.NoConnection _ ->
          Problems.invalid("app", "is no app that may use the connection, or no user holds it");
      case Planned.NoToken it -> problems.of(it.reason(), caller, it.ask());
      case Planned.NoResource(List<String> known) ->
          Problems.invalid("resource", "is not one of " + String.join(", ", known));
      case Planned.NoParameter(String _, List<String> known) ->
          Problems.invalid(
              "within",
              known.isEmpty()
                  ? "must be empty: nothing is above these items"
                  : "can hold " + String.join(", ", known) + " alone");
      case Planned.Ready _ -> throw new IllegalStateException("ready is no problem: a bug");
    };
  }

  private static Problem tooMany() {
    return Problem.of(
        409,
        "too_many_syncs",
        "There are too many syncs",
        "A connection has at most %d.".formatted(Syncs.MOST));
  }
}
