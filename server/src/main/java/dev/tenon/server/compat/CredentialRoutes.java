package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Credentials of users at providers: attach, show, detach, and what went wrong with them.
final class CredentialRoutes {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MOST_EVENTS = 200;
  private static final Set<String> FAILURES =
      Set.of("refresh_failed", "reauthorization_required", "reported_invalid");

  private final LeafDesk desk;
  private final HeldCredentials held;
  private final CredentialAttaching attaching;
  private final CredentialJson json;
  private final Detaching detaching;
  private final ConnectionStore connections;

  CredentialRoutes(
      LeafDesk desk,
      HeldCredentials held,
      CredentialAttaching attaching,
      CredentialJson json,
      Detaching detaching,
      ConnectionStore connections) {
    this.desk = desk;
    this.held = held;
    this.attaching = attaching;
    this.json = json;
    this.detaching = detaching;
    this.connections = connections;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (LeafProvider provider : LeafProvider.ALL) {
      String path = LeafUserRoutes.USERS + "/{leafUserId}/" + provider.credentialsPath();
      routes.add(
          Route.of(
              "POST", path, desk.either((request, caller) -> attach(request, caller, provider))));
      routes.add(
          Route.of("GET", path, desk.either((request, caller) -> show(request, caller, provider))));
      routes.add(
          Route.of(
              "DELETE", path, desk.either((request, caller) -> detach(request, caller, provider))));
      routes.add(
          Route.of(
              "GET",
              path + "/events",
              desk.either((request, caller) -> events(request, caller, provider))));
    }
    return routes;
  }

  private Answer attach(Request request, Caller caller, LeafProvider provider) {
    UserId user = LeafDesk.user(request);
    Held attached = attaching.attach(caller, provider, user, desk.fields(request));
    return Answer.json(201, JsonWriter.object(it -> json.write(it, caller, attached)));
  }

  private Answer show(Request request, Caller caller, LeafProvider provider) {
    Held found = held.of(caller, provider, LeafDesk.user(request));
    return Answer.json(200, JsonWriter.object(it -> json.write(it, caller, found)));
  }

  private Answer detach(Request request, Caller caller, LeafProvider provider) {
    detaching.detach(caller, held.of(caller, provider, LeafDesk.user(request)).connection());
    return Answer.empty(204);
  }

  private Answer events(Request request, Caller caller, LeafProvider provider) {
    Connection connection = held.of(caller, provider, LeafDesk.user(request)).connection();
    List<RecordedEvent> failures =
        connections
            .events(connection.workspace(), connection.id(), Optional.empty(), MOST_EVENTS)
            .stream()
            .filter(it -> FAILURES.contains(it.event().type()))
            .filter(it -> it.event().at().isAfter(desk.now().minus(KEPT)))
            .toList();
    return Answer.json(
        200, JsonWriter.listOf(failures, (it, event) -> event(it, connection, event)));
  }

  private static void event(JsonWriter json, Connection connection, RecordedEvent recorded) {
    ConnectionEvent event = recorded.event();
    byte[] details =
        JsonWriter.object(
            it -> {
              it.text("type", event.type());
              event.details().entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .forEach(detail -> it.text(detail.getKey(), detail.getValue()));
            });
    json.text("id", connection.id().value() + "-" + recorded.number())
        .text("createdDate", CredentialJson.time(event.at()))
        .number("statusCode", status(event))
        .text("headers", "")
        .text("body", new String(details, StandardCharsets.UTF_8));
  }

  /// The provider's own status where it was kept.
  private static long status(ConnectionEvent event) {
    return Optional.ofNullable(event.details().get("status"))
        .filter(it -> it.matches("[1-5][0-9]{2}"))
        .map(Long::valueOf)
        .orElse(event.type().equals("refresh_failed") ? 503L : 401L);
  }
}
