package dev.tenon.server.admin.data;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.app.App;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds the connection that a path names, and an app that may use it.
final class Subjects {
  private final DataParts parts;

  Subjects(DataParts parts) {
    this.parts = parts;
  }

  /// Answers by `page`, or says why the connection cannot be looked at.
  Answer with(Visit visit, Function<Subject, Answer> page) {
    Optional<Connection> connection = connection(visit);
    Optional<OAuthClient> client =
        connection.flatMap(it -> parts.clients().find(visit.workspace(), it.oauthClient()));
    if (connection.isEmpty() || client.isEmpty()) {
      return visit.unknown("connection");
    }
    if (connection.get().status() == Status.REVOKED) {
      return visit.problem(
          404,
          "This connection is over",
          "It was revoked, and what was kept of it is gone. If the user connects again, the new"
              + " connection is in the list.");
    }
    List<AppName> apps = apps(connection.get(), client.get());
    if (apps.isEmpty()) {
      return visit.problem(
          409,
          "No app may use “%s”".formatted(client.get().name()),
          "A provider is always read in the name of an app that may use the OAuth client. Assign one"
              + " to it first.");
    }
    AppName app =
        visit
            .query("app")
            .flatMap(name -> apps.stream().filter(it -> it.value().equals(name)).findFirst())
            .orElse(apps.getFirst());
    Caller.App caller = new Caller.App(visit.workspace(), Caller.CONSOLE, app);
    List<ResourceDefinition> resources =
        parts.listings().of(caller, connection.get().id()).orElse(List.of());
    return page.apply(new Subject(connection.get(), client.get(), apps, app, resources));
  }

  private Optional<Connection> connection(Visit visit) {
    String id = visit.request().pathParameter("id");
    return id.matches("con_[0-9A-Za-z]{1,64}")
        ? parts.connections().find(visit.workspace(), new ConnectionId(id))
        : Optional.empty();
  }

  /// Those that may call everything first: they see all that there is.
  private List<AppName> apps(Connection connection, OAuthClient client) {
    return parts.apps().all(connection.workspace()).stream()
        .filter(app -> client.apps().allows(app.name()))
        .filter(
            app ->
                !(connection.owner() instanceof Owner.App(AppName own)) || own.equals(app.name()))
        .sorted(
            Comparator.comparing((App app) -> !app.allowedCalls().isEmpty())
                .thenComparing(app -> app.name().value()))
        .map(App::name)
        .toList();
  }
}
