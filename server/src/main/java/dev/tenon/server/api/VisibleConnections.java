package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.GrantPlans.Outlook;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Scope;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.token.TokenAsk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The connections that a caller may see: an admin all of the workspace, an app those through the
/// integrations that it may use, and of the connections that apps hold themselves only its own.
/// Safe for use by any thread.
public final class VisibleConnections {
  /// How many connections are looked through for those of one account: 10,000.
  private static final int MOST_PAGES = 20;

  private static final int PAGE = 500;

  private final ConnectionStore connections;
  private final OAuthClientStore clients;
  private final GrantPlans plans;

  /// The connections of `connections` through the clients of `clients`, with what `plans` says of
  /// their grants.
  public VisibleConnections(
      ConnectionStore connections, OAuthClientStore clients, GrantPlans plans) {
    this.connections = connections;
    this.clients = clients;
    this.plans = plans;
  }

  /// The connection of that id.
  Optional<Connection> find(Caller caller, ConnectionId id) {
    return connections
        .find(caller.workspace(), id)
        .filter(
            connection ->
                isVisible(
                    caller,
                    connection,
                    clients.find(caller.workspace(), connection.oauthClient())));
  }

  /// What an app asks for to get the token of `connection`; empty where no user holds it, or its
  /// OAuth client is gone.
  Optional<TokenAsk> ask(Caller caller, Connection connection) {
    return connection.owner() instanceof Owner.User(UserId user)
        ? clients
            .find(caller.workspace(), connection.oauthClient())
            .map(
                client ->
                    new TokenAsk(
                        client.name(), Optional.of(user), TokenAsk.DEFAULT_MIN_TTL, Scope.none()))
        : Optional.empty();
  }

  /// The same for the connection of that id, where the caller may see it.
  public Optional<TokenAsk> ask(Caller caller, String id) {
    return Ids.connection(id)
        .flatMap(it -> find(caller, it))
        .flatMap(connection -> ask(caller, connection));
  }

  /// Connections that match, newest first, those after `after` only.
  Rows list(Caller caller, Wish wish, Optional<ConnectionId> after, int limit) {
    Map<OAuthClientId, OAuthClient> usable = usable(caller);
    Optional<Set<OAuthClientId>> ids =
        wish.integration()
            .map(
                name ->
                    usable.values().stream()
                        .filter(client -> client.name().equals(name))
                        .map(OAuthClient::id)
                        .collect(Collectors.toSet()))
            .or(
                () ->
                    caller instanceof Caller.App ? Optional.of(usable.keySet()) : Optional.empty());
    ConnectionFilter filter = new ConnectionFilter(ids, wish.user(), wish.status());
    List<Connection> rows = connections.list(caller.workspace(), filter, after, limit);
    Set<ConnectionId> found = rows.stream().map(Connection::id).collect(Collectors.toSet());
    return new Rows(rows, usable, plans.outlooks(caller.workspace(), found));
  }

  /// The connections of the workspace that hold the same account at the same provider; other
  /// workspaces are not looked at.
  SharedAccount sharing(Caller caller, Connection connection) {
    Optional<OAuthClient> client = clients.find(caller.workspace(), connection.oauthClient());
    if (client.isEmpty() || connection.account().subject().isEmpty()) {
      return SharedAccount.none();
    }
    Map<OAuthClientId, OAuthClient> same = usable(caller);
    same.values().removeIf(other -> !SharedAccount.isSameProvider(client.get(), other));
    ConnectionFilter filter =
        new ConnectionFilter(Optional.of(same.keySet()), Optional.empty(), Optional.empty());
    List<ConnectionId> found = new ArrayList<>();
    Optional<ConnectionId> after = Optional.empty();
    for (int i = 0; i < MOST_PAGES; i++) {
      List<Connection> page = connections.list(caller.workspace(), filter, after, PAGE);
      page.stream()
          .filter(other -> SharedAccount.isShared(connection, other))
          .filter(
              other -> isVisible(caller, other, Optional.ofNullable(same.get(other.oauthClient()))))
          .map(Connection::id)
          .forEach(found::add);
      if (page.size() < PAGE) {
        return new SharedAccount(found, true);
      }
      after = Optional.of(page.getLast().id());
    }
    return new SharedAccount(found, false);
  }

  /// Writes a connection that the caller may see.
  void write(JsonWriter json, Caller caller, Connection connection) {
    ConnectionJson.write(
        json,
        connection,
        clients.find(caller.workspace(), connection.oauthClient()).map(OAuthClient::name),
        Optional.ofNullable(
            plans.outlooks(caller.workspace(), Set.of(connection.id())).get(connection.id())));
  }

  static boolean isVisible(Caller caller, Connection connection, Optional<OAuthClient> client) {
    return switch (caller) {
      case Caller.Admin _ -> true;
      case Caller.App app ->
          client.map(it -> it.apps().allows(app.name())).orElse(false)
              && switch (connection.owner()) {
                case Owner.User _ -> true;
                case Owner.App(AppName owner) -> owner.equals(app.name());
              };
    };
  }

  private Map<OAuthClientId, OAuthClient> usable(Caller caller) {
    Map<OAuthClientId, OAuthClient> usable = new LinkedHashMap<>();
    for (OAuthClient client : clients.all(caller.workspace())) {
      if (caller instanceof Caller.App app && !client.apps().allows(app.name())) {
        continue;
      }
      usable.put(client.id(), client);
    }
    return usable;
  }

  /// Which connections are asked for.
  record Wish(
      Optional<IntegrationName> integration, Optional<UserId> user, Optional<Status> status) {}

  /// Rows as they are stored, with the clients that the caller may use. Some of the rows may be
  /// another app's own; [#isVisible] says.
  record Rows(
      List<Connection> connections,
      Map<OAuthClientId, OAuthClient> clients,
      Map<ConnectionId, Outlook> outlooks) {
    void write(JsonWriter json, Connection connection) {
      ConnectionJson.write(
          json,
          connection,
          client(connection).map(OAuthClient::name),
          Optional.ofNullable(outlooks.get(connection.id())));
    }

    Optional<OAuthClient> client(Connection connection) {
      return Optional.ofNullable(clients.get(connection.oauthClient()));
    }
  }
}
