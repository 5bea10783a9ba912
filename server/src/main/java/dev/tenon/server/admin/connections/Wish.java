package dev.tenon.server.admin.connections;

import dev.tenon.access.AppName;
import dev.tenon.access.Names;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Status;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import java.util.Optional;
import java.util.Set;

/// Which connections are asked for, as it stands in the address of their list. What cannot be
/// anything is as if it were not there.
///
/// @param text that is searched for; empty text: none
record Wish(
    String text,
    Optional<Status> status,
    Optional<String> integration,
    Optional<String> connector,
    Optional<AppName> app,
    Optional<UserId> user) {
  private static final int LONGEST = 256;

  static Wish of(Visit visit) {
    return new Wish(
        visit.query("q").filter(it -> it.length() <= LONGEST && it.indexOf('\0') < 0).orElse(""),
        visit.query("status").flatMap(Status::parse),
        name(visit, "integration"),
        name(visit, "connector"),
        name(visit, "app").map(AppName::new),
        visit.query("user").filter(UserId::isValid).map(UserId::new));
  }

  private static Optional<String> name(Visit visit, String parameter) {
    return visit.query(parameter).filter(it -> Names.problem(it).isEmpty());
  }

  /// What core finds them by.
  ConnectionFilter filter(Clients clients) {
    Optional<Set<OAuthClientId>> through =
        integration.isEmpty() && connector.isEmpty() && app.isEmpty()
            ? Optional.empty()
            : Optional.of(clients.those(this::isThrough));
    return new ConnectionFilter(through, user, app, status);
  }

  private boolean isThrough(OAuthClient client) {
    return integration.map(client.name().value()::equals).orElse(true)
        && connector.map(client.connector().value()::equals).orElse(true)
        && app.map(client.apps()::allows).orElse(true);
  }

  boolean isOfAll() {
    return text.isEmpty() && query().isEmpty();
  }

  /// The same with another status.
  Wish with(Optional<Status> other) {
    return new Wish(text, other, integration, connector, app, user);
  }

  /// The same whatever user.
  Wish withoutUser() {
    return new Wish(text, status, integration, connector, app, Optional.empty());
  }

  /// The path of their list.
  String path() {
    String query = query();
    return query.isEmpty() ? Paths.ALL : Paths.ALL + "?" + query;
  }

  /// The path of its part after a connection.
  String path(String after) {
    String query = query();
    return Paths.ALL + "?" + (query.isEmpty() ? "" : query + "&") + "after=" + after;
  }

  private String query() {
    StringBuilder query = new StringBuilder();
    add(query, "q", text);
    add(query, "status", status.map(Status::apiName).orElse(""));
    add(query, "integration", integration.orElse(""));
    add(query, "connector", connector.orElse(""));
    add(query, "app", app.map(AppName::value).orElse(""));
    add(query, "user", user.map(UserId::value).orElse(""));
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    if (!value.isEmpty()) {
      query.append(query.isEmpty() ? "" : "&").append(name).append('=').append(Words.inPath(value));
    }
  }
}
