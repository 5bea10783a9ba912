package dev.tenon.token;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.Nearest;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Scope;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// Finds what an app may use: the integration, its connection and its grant, each as stored now.
public final class HeldConnections {
  private final OAuthClientStore clients;
  private final ConnectionStore connections;
  private final GrantStore grants;
  private final ClientResolution resolution;
  private final Clock clock;

  /// Looks in these stores.
  public HeldConnections(
      OAuthClientStore clients,
      ConnectionStore connections,
      GrantStore grants,
      ClientResolution resolution,
      Clock clock) {
    this.clients = clients;
    this.connections = connections;
    this.grants = grants;
    this.resolution = resolution;
    this.clock = clock;
  }

  /// What `caller` holds under what it asks for.
  Held find(Caller.App caller, TokenAsk ask) {
    Optional<OAuthClient> client = clients.find(caller.workspace(), ask.integration());
    if (client.isEmpty()) {
      return new Held.Refused(notFound(caller, ask.integration()));
    }
    if (!client.get().apps().allows(caller.name())) {
      return new Held.Refused(new TokenResult.IntegrationNotAssigned(ask.integration()));
    }
    return find(caller.name(), client.get(), ask);
  }

  /// The connection of that id, where `caller` may use its integration.
  Optional<Held.Found> find(Caller.App caller, ConnectionId id) {
    return connections
        .find(caller.workspace(), id)
        .filter(connection -> isHolder(caller, connection.owner()))
        .flatMap(
            connection ->
                clients
                    .find(caller.workspace(), connection.oauthClient())
                    .filter(client -> client.apps().allows(caller.name()))
                    .flatMap(client -> found(client, connection)));
  }

  /// The connection of that id, whoever holds it.
  Optional<Held.Found> find(Caller.Admin caller, ConnectionId id) {
    return connections
        .find(caller.workspace(), id)
        .flatMap(
            connection ->
                clients
                    .find(caller.workspace(), connection.oauthClient())
                    .flatMap(client -> found(client, connection)));
  }

  /// What `connection` holds, whoever asks.
  Optional<Held.Found> find(Connection connection) {
    return clients
        .find(connection.workspace(), connection.oauthClient())
        .flatMap(client -> found(client, connection));
  }

  private static boolean isHolder(Caller.App caller, Owner owner) {
    return switch (owner) {
      case Owner.User _ -> true;
      case Owner.App app -> app.name().equals(caller.name());
    };
  }

  /// `connection` with `client`, which is its client, where that can be filled in.
  Optional<Held.Found> found(OAuthClient client, Connection connection, Grant grant) {
    return resolution.resolve(client, connection.values()) instanceof Resolution.Resolved resolved
        ? Optional.of(new Held.Found(resolved.client(), connection, grant))
        : Optional.empty();
  }

  private Optional<Held.Found> found(OAuthClient client, Connection connection) {
    return resolution.resolve(client, connection.values()) instanceof Resolution.Resolved resolved
        ? grants
            .find(connection.workspace(), connection.id())
            .map(grant -> new Held.Found(resolved.client(), connection, grant))
        : Optional.empty();
  }

  private Held find(AppName app, OAuthClient client, TokenAsk ask) {
    return switch (resolution.resolve(client, Map.of())) {
      case Resolution.Resolved(ResolvedClient resolved) when resolved.definition().isForUsers() ->
          ask.user()
              .<Held>map(user -> find(resolved, new Owner.User(user)))
              .orElseGet(() -> new Held.Refused(new TokenResult.UserRequired(client.name())));
      case Resolution.Resolved(ResolvedClient resolved) -> find(resolved, new Owner.App(app));
      case Resolution.Unresolved(String problem) ->
          // Connection values may fill what is missing; only then is it certain.
          ask.user()
              .flatMap(
                  user -> connections.find(client.workspace(), client.id(), new Owner.User(user)))
              .<Held>flatMap(connection -> found(client, connection).map(found -> found))
              .orElseGet(() -> new Held.Refused(new TokenResult.OAuthClientRejected(problem)));
    };
  }

  private Held find(ResolvedClient client, Owner owner) {
    Optional<Connection> connection =
        connections.find(client.client().workspace(), client.client().id(), owner);
    if (connection.isEmpty()) {
      return new Held.Nothing(client, owner);
    }
    return switch (connection.get().status()) {
      case PENDING_VERIFICATION ->
          new Held.Refused(
              required(
                  TokenResult.Reason.PENDING_VERIFICATION,
                  connection.get(),
                  "The user has connected, but the connection is not confirmed yet: the app confirms"
                      + " the connect code that came to its return address."));
      case REAUTHORIZATION_REQUIRED -> dead(client, connection.get());
      case ACTIVE, FAILING, REVOKED -> held(client, connection.get(), owner);
    };
  }

  /// What is left of a dead grant: its access token, until that is over too.
  private Held dead(ResolvedClient client, Connection connection) {
    return found(client.client(), connection)
        .filter(found -> isValid(found.grant()))
        .<Held>map(found -> found)
        .orElseGet(() -> new Held.Refused(dead(connection)));
  }

  private boolean isValid(Grant grant) {
    return grant.tokens().expiresAt().map(clock.instant()::isBefore).orElse(true);
  }

  /// What a dead connection means for the app.
  static TokenResult dead(Connection connection) {
    return required(
        TokenResult.Reason.REAUTHORIZATION_REQUIRED,
        connection,
        connection
            .lastError()
            .map(LastError::message)
            .orElse("The connection has ended. The user connects again."));
  }

  private Held held(ResolvedClient client, Connection connection, Owner owner) {
    if (connection.status() == Status.REVOKED) {
      return new Held.Nothing(client, owner);
    }
    return found(client.client(), connection)
        .<Held>map(found -> found)
        .orElseGet(() -> new Held.Nothing(client, owner));
  }

  private TokenResult notFound(Caller.App caller, IntegrationName asked) {
    Optional<String> nearest =
        Nearest.of(
            asked.value(),
            clients.all(caller.workspace()).stream().map(it -> it.name().value()).toList());
    return new TokenResult.IntegrationNotFound(asked, nearest);
  }

  private static TokenResult required(
      TokenResult.Reason reason, Connection connection, String message) {
    return new TokenResult.ConnectRequired(
        reason, Optional.of(connection.id()), Scope.none(), message);
  }

  /// What was found.
  sealed interface Held {
    /// A connection with its grant.
    record Found(ResolvedClient client, Connection connection, Grant grant) implements Held {}

    /// The integration may be used, but there is no connection yet.
    record Nothing(ResolvedClient client, Owner owner) implements Held {}

    /// There is no token to be had this way.
    record Refused(TokenResult result) implements Held {}
  }
}
