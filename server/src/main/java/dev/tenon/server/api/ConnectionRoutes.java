package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.connection.Status;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.token.TokenReports;
import java.util.List;

/// What users and apps hold at providers. An app sees what [VisibleConnections] says; whatever else
/// exists is for it as if it did not.
public final class ConnectionRoutes {
  private static final String ALL = "/api/v1/connections";
  private static final String ONE = ALL + "/{id}";

  private final Desk desk;
  private final VisibleConnections visible;
  private final ConnectionStore store;
  private final TokenReports reports;
  private final ConnectionImports imports;
  private final ConnectionEndings endings;
  private final TokenProblems problems;

  /// Answers from `store`, as far as `visible` lets callers see it.
  public ConnectionRoutes(
      Desk desk,
      VisibleConnections visible,
      ConnectionStore store,
      TokenReports reports,
      ConnectPrompts prompts,
      ConnectionImports imports,
      ConnectionEndings endings) {
    this.desk = desk;
    this.visible = visible;
    this.store = store;
    this.reports = reports;
    this.imports = imports;
    this.endings = endings;
    this.problems = new TokenProblems(prompts);
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.either(this::list)),
        Route.of("POST", ALL, callers.either(this::importTokens)),
        Route.of("GET", ONE, callers.either(this::show)),
        Route.of("DELETE", ONE, callers.either(this::delete)),
        Route.of("POST", ONE + "/refresh", callers.either(this::refresh)),
        Route.of("GET", ONE + "/events", callers.either(this::events)));
  }

  private Answer list(Request request, Caller caller) {
    VisibleConnections.Wish wish =
        new VisibleConnections.Wish(
            Desk.parameter(request, "integration", IntegrationName::new),
            Desk.parameter(request, "user", UserId::new),
            Desk.parameter(request, "status", ConnectionRoutes::status));
    Cursors.Page page = desk.page(request, caller.workspace(), "connections");
    VisibleConnections.Rows rows =
        visible.list(caller, wish, page.after().map(ConnectionId::new), page.limit() + 1);
    return desk.page(
        new Desk.Ask(caller.workspace(), "connections", page),
        rows.connections(),
        connection -> connection.id().value(),
        connection -> VisibleConnections.isVisible(caller, connection, rows.client(connection)),
        rows::write);
  }

  private Answer importTokens(Request request, Caller caller) {
    ConnectionImports.Imported imported = imports.take(caller, desk.fields(request));
    Connection connection = imported.connection();
    return imported.isNew()
        ? Desk.created(json -> visible.write(json, caller, connection))
        : Desk.ok(json -> visible.write(json, caller, connection));
  }

  private Answer show(Request request, Caller caller) {
    Connection connection = existing(request, caller);
    return Desk.ok(json -> visible.write(json, caller, connection));
  }

  private Answer delete(Request request, Caller caller) {
    Connection connection = existing(request, caller);
    ConnectionEndings.Ending ending =
        endings.end(caller, connection, visible.sharing(caller, connection));
    return Desk.ok(
        json ->
            json.text("id", connection.id().value())
                .text("status", Status.REVOKED.apiName())
                .flag("revoked_at_provider", ending.revokedAtProvider())
                .text("detail", ending.detail())
                .texts(
                    "possibly_affected",
                    ending.possiblyAffected().stream().map(ConnectionId::value).toList()));
  }

  private Answer refresh(Request request, Caller caller) {
    Connection connection = existing(request, caller);
    problems.replaced(
        reports.refresh(caller, connection.id()), caller, () -> visible.ask(caller, connection));
    Connection after = visible.find(caller, connection.id()).orElse(connection);
    return Desk.ok(json -> visible.write(json, caller, after));
  }

  private Answer events(Request request, Caller caller) {
    Connection connection = existing(request, caller);
    String list = "events of " + connection.id();
    Cursors.Page page = desk.page(request, caller.workspace(), list);
    List<RecordedEvent> rows =
        store.events(
            caller.workspace(),
            connection.id(),
            page.after().map(Long::parseLong),
            page.limit() + 1);
    return desk.page(
        new Desk.Ask(caller.workspace(), list, page),
        rows,
        event -> Long.toString(event.number()),
        ConnectionJson::write);
  }

  private Connection existing(Request request, Caller caller) {
    String id = request.pathParameter("id");
    return Ids.connection(id)
        .flatMap(it -> visible.find(caller, it))
        .orElseThrow(() -> desk.refusedAccess(caller, "connection", id));
  }

  private static Status status(String text) {
    return Status.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("there is no such status"));
  }
}
