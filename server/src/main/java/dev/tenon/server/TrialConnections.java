package dev.tenon.server;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.app.App;
import dev.tenon.app.AppStore;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Owner;
import dev.tenon.oauth.Scope;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.proxy.TrialSubjects;
import dev.tenon.token.TokenAsk;
import java.util.Optional;
import java.util.function.Function;

/// The connections through which an admin can try something, from the stores. An admin has no
/// tokens: the provider is called in the name of an app that may use the integration.
record TrialConnections(AppStore apps, OAuthClientStore clients, ConnectionStore connections)
    implements TrialSubjects {
  @Override
  public Subject find(Caller.Admin admin, Asked asked) {
    Connection connection =
        asked.connection().isPresent()
            ? byId(admin, asked.connection().get())
            : byUser(admin, asked.integration().orElse(""), asked.user());
    OAuthClient client =
        clients
            .find(admin.workspace(), connection.oauthClient())
            .orElseThrow(() -> unknown("connection"));
    AppName app = app(admin, client, connection, asked.app());
    Optional<UserId> user =
        connection.owner() instanceof Owner.User(UserId id) ? Optional.of(id) : Optional.empty();
    return new Subject(
        new Caller.App(admin.workspace(), admin.key(), app),
        connection.id(),
        new TokenAsk(client.name(), user, TokenAsk.DEFAULT_MIN_TTL, Scope.none()));
  }

  private Connection byId(Caller.Admin admin, String id) {
    return parsed(id, ConnectionId::new)
        .flatMap(it -> connections.find(admin.workspace(), it))
        .orElseThrow(() -> unknown("connection"));
  }

  private Connection byUser(Caller.Admin admin, String integration, Optional<String> user) {
    OAuthClient client =
        parsed(integration, IntegrationName::new)
            .flatMap(name -> clients.find(admin.workspace(), name))
            .orElseThrow(() -> unknown("integration"));
    return user.flatMap(id -> parsed(id, UserId::new))
        .flatMap(id -> connections.find(admin.workspace(), client.id(), new Owner.User(id)))
        .orElseThrow(() -> unknown("connection of that user"));
  }

  private AppName app(
      Caller.Admin admin, OAuthClient client, Connection connection, Optional<String> wanted) {
    return apps.all(admin.workspace()).stream()
        .map(App::name)
        .filter(name -> wanted.isEmpty() || name.value().equals(wanted.get()))
        .filter(name -> client.apps().allows(name))
        .filter(name -> !(connection.owner() instanceof Owner.App(AppName own)) || own.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        409,
                        "no_app",
                        "There is no app to try it as",
                        "The provider is called in the name of an app that may use the integration;"
                            + " there is none"
                            + wanted.map(_ -> " of that name").orElse("")
                            + ".")));
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ProblemException unknown(String what) {
    return new ProblemException(
        Problem.of(404, "not_found", "There is no such thing", "There is no such " + what + "."));
  }
}
