package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.OAuthClientStore.DeleteResult;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.OAuthClients.RegisterResult;
import dev.tenon.client.OAuthClients.UpdateResult;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.secret.Secret;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Provider app keys: our OAuth clients. The app name is the integration's name; on the stage it
/// has `-stage` at its end. Secrets never come back.
final class AppKeyRoutes {
  private static final String KEYS = "/services/usermanagement/api/app-keys/{provider}";

  private final LeafDesk desk;
  private final LeafClients clients;
  private final OAuthClientStore store;
  private final OAuthClients rules;
  private final Connectors connectors;

  AppKeyRoutes(
      LeafDesk desk,
      LeafClients clients,
      OAuthClientStore store,
      OAuthClients rules,
      Connectors connectors) {
    this.desk = desk;
    this.clients = clients;
    this.store = store;
    this.rules = rules;
    this.connectors = connectors;
  }

  List<Route> routes() {
    String one = KEYS + "/{appName}";
    String staged = one + "/{clientEnvironment}";
    return List.of(
        Route.of("GET", KEYS, desk.admin(this::list)),
        Route.of("GET", one, desk.admin(this::show)),
        Route.of("POST", one, desk.admin(this::create)),
        Route.of("PUT", one, desk.admin(this::change)),
        Route.of("DELETE", one, desk.admin(this::delete)),
        Route.of("GET", staged, desk.admin(this::showStaged)),
        Route.of("POST", staged, desk.admin(this::createStaged)),
        Route.of("PUT", staged, desk.admin(this::changeStaged)),
        Route.of("DELETE", staged, desk.admin(this::deleteStaged)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    LeafProvider provider = LeafDesk.provider(request);
    return Answer.json(
        200,
        JsonWriter.listOf(
            clients.of(admin.workspace(), provider), (json, it) -> write(json, provider, it)));
  }

  private Answer show(Request request, Caller.Admin admin) {
    return shown(200, Asked.of(request, LeafEnvironment.PRODUCTION), admin);
  }

  private Answer showStaged(Request request, Caller.Admin admin) {
    return shown(200, Asked.staged(request), admin);
  }

  private Answer create(Request request, Caller.Admin admin) {
    return create(request, admin, Asked.of(request, LeafEnvironment.PRODUCTION));
  }

  private Answer createStaged(Request request, Caller.Admin admin) {
    return create(request, admin, Asked.staged(request));
  }

  private Answer change(Request request, Caller.Admin admin) {
    return change(request, admin, Asked.of(request, LeafEnvironment.PRODUCTION));
  }

  private Answer changeStaged(Request request, Caller.Admin admin) {
    return change(request, admin, Asked.staged(request));
  }

  private Answer delete(Request request, Caller.Admin admin) {
    return delete(admin, Asked.of(request, LeafEnvironment.PRODUCTION));
  }

  private Answer deleteStaged(Request request, Caller.Admin admin) {
    return delete(admin, Asked.staged(request));
  }

  private Answer create(Request request, Caller.Admin admin, Asked asked) {
    Connector connector = connector(admin, asked.provider());
    OAuthClientDraft draft =
        draft(desk.fields(request), asked)
            .with("name", asked.integration().value())
            .with("connector", connector.name().value())
            .withApps(new OAuthClientDraft.Apps.All())
            .withParameters(environment(asked, connector));
    return switch (rules.register(admin.workspace(), Actor.of(admin), draft)) {
      case RegisterResult.Registered _ -> shown(201, asked, admin);
      case RegisterResult.Refused(List<FieldProblem> problems)
          when problems.contains(OAuthClients.TAKEN) ->
          throw LeafProblems.taken("There is an OAuth client of this name already. Use PUT.");
      case RegisterResult.Refused(List<FieldProblem> problems) ->
          throw LeafProblems.invalid(problems);
    };
  }

  private Answer change(Request request, Caller.Admin admin, Asked asked) {
    client(admin, asked);
    OAuthClientDraft draft = draft(desk.fields(request), asked);
    return switch (rules.update(admin.workspace(), Actor.of(admin), asked.integration(), draft)) {
      case UpdateResult.Updated _ -> shown(200, asked, admin);
      case UpdateResult.Refused(List<FieldProblem> problems) ->
          throw LeafProblems.invalid(problems);
      case UpdateResult.Missing _ -> throw LeafProblems.unknown("app key");
      case UpdateResult.ChangedMeanwhile _ -> throw LeafProblems.conflict();
    };
  }

  private Answer delete(Caller.Admin admin, Asked asked) {
    client(admin, asked);
    return switch (rules.delete(admin.workspace(), Actor.of(admin), asked.integration())) {
      case DeleteResult.Deleted _ -> Answer.empty(204);
      case DeleteResult.Missing _ -> throw LeafProblems.unknown("app key");
      case DeleteResult.InUse(int connections) ->
          throw LeafProblems.inUse(
              "%d connections were made with it. Delete those credentials first."
                  .formatted(connections));
      case DeleteResult.Borrowed(int workspaces) ->
          throw LeafProblems.inUse(
              "%d other workspaces use it. Make it private first.".formatted(workspaces));
    };
  }

  private Answer shown(int status, Asked asked, Caller.Admin admin) {
    OAuthClient client = client(admin, asked);
    return Answer.json(status, JsonWriter.object(json -> write(json, asked.provider(), client)));
  }

  private OAuthClient client(Caller.Admin admin, Asked asked) {
    return store
        .find(admin.workspace(), asked.integration())
        .filter(asked.provider()::owns)
        .orElseThrow(() -> LeafProblems.unknown("app key"));
  }

  private Connector connector(Caller.Admin admin, LeafProvider provider) {
    String name = provider.connectors().getFirst();
    return connectors
        .find(admin.workspace(), new ConnectorName(name))
        .orElseThrow(
            () ->
                LeafProblems.refused(
                    "The catalogue has no connector '%s'. Post one of that name (POST"
                            .formatted(name)
                        + (" /api/v1/connectors), or register an OAuth client named '%s' with a generic"
                                + " connector.")
                            .formatted(provider.slug())));
  }

  private static OAuthClientDraft draft(Fields fields, Asked asked) {
    LeafProvider provider = asked.provider();
    OAuthClientDraft draft = OAuthClientDraft.of(Map.of());
    Optional<String> clientId = fields.text(provider.clientId());
    Optional<Secret> secret =
        fields.text(provider.clientSecret()).filter(it -> !it.isEmpty()).map(Secret::of);
    Optional<String> application = fields.text("applicationName");
    fields.endKnown();
    if (clientId.isPresent()) {
      draft = draft.with("client_id", clientId.get());
    }
    if (secret.isPresent()) {
      draft = draft.withSecret(secret.get());
    }
    if (application.isPresent() && provider.name().equals("Trimble")) {
      // The application's name is the scope that its tokens are for.
      draft = draft.with("scope", "openid " + application.get());
    }
    return draft;
  }

  private static Map<String, String> environment(Asked asked, Connector connector) {
    if (asked.environment() == LeafEnvironment.PRODUCTION) {
      return Map.of();
    }
    return asked
        .environment()
        .in(connector)
        .map(name -> Map.of("environment", name))
        .orElseThrow(() -> LeafProblems.refused("The connector of this provider has no stage."));
  }

  private static void write(JsonWriter json, LeafProvider provider, OAuthClient client) {
    LeafEnvironment environment = LeafEnvironment.of(client);
    json.text("provider", provider.name())
        .text("appName", Asked.appName(client, environment))
        .text("clientEnvironment", environment.name())
        .text("createdTime", CredentialJson.time(client.createdAt()));
  }

  /// The app key that a path names.
  private record Asked(LeafProvider provider, String appName, LeafEnvironment environment) {
    private static final String STAGED = "-stage";

    static Asked of(Request request, LeafEnvironment environment) {
      return new Asked(LeafDesk.provider(request), request.pathParameter("appName"), environment);
    }

    static Asked staged(Request request) {
      return of(request, LeafEnvironment.parse(request.pathParameter("clientEnvironment")));
    }

    static String appName(OAuthClient client, LeafEnvironment environment) {
      String name = client.name().value();
      return environment == LeafEnvironment.STAGE && name.endsWith(STAGED)
          ? name.substring(0, name.length() - STAGED.length())
          : name;
    }

    IntegrationName integration() {
      try {
        return new IntegrationName(
            environment == LeafEnvironment.STAGE ? appName + STAGED : appName);
      } catch (IllegalArgumentException _) {
        throw LeafProblems.unknown("app key");
      }
    }
  }
}
