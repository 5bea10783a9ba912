package dev.tenon.server.admin.data;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.oauth.Scope;
import dev.tenon.token.TokenAsk;
import java.util.List;
import java.util.Optional;

/// A connection with the app in whose name it is read: members have no tokens, apps do.
///
/// @param apps that may use it, by name
/// @param app one of them
/// @param resources what its connector declares
record Subject(
    Connection connection,
    OAuthClient client,
    List<AppName> apps,
    AppName app,
    List<ResourceDefinition> resources) {
  Caller.App caller() {
    return new Caller.App(connection.workspace(), Caller.CONSOLE, app);
  }

  TokenAsk ask() {
    Optional<UserId> user =
        connection.owner() instanceof Owner.User(UserId id) ? Optional.of(id) : Optional.empty();
    return new TokenAsk(client.name(), user, TokenAsk.DEFAULT_MIN_TTL, Scope.none());
  }

  /// Whose connection it is, for people.
  String holder() {
    return switch (connection.owner()) {
      case Owner.User(UserId id) -> id.value();
      case Owner.App(AppName name) -> "the app " + name;
    };
  }

  /// Whether a user holds it: what apps hold themselves is not kept in step.
  boolean isUsers() {
    return connection.owner() instanceof Owner.User;
  }

  Optional<ResourceDefinition> resource(String name) {
    return resources.stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
