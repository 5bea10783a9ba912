package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.app.AppStore;
import dev.tenon.audit.Actor;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientList;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.Nearest;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.OAuthClientStore.DeleteResult;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.OAuthClients.RegisterResult;
import dev.tenon.client.OAuthClients.UpdateResult;
import dev.tenon.client.PublicClient;
import dev.tenon.client.PublicClients;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connector.Connectors;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The organisation's registrations at providers. Their secrets can be set and never read.
public final class OAuthClientRoutes {
  private static final String ALL = "/api/v1/oauth-clients";
  private static final String ONE = ALL + "/{name}";

  private final Desk desk;
  private final OAuthClients rules;
  private final OAuthClientStore store;
  private final GrantPlans plans;
  private final AppStore apps;
  private final ClientList list;
  private final OAuthClientJson json;

  /// Answers by `rules`.
  ///
  /// @param redirectUri what an admin registers at providers
  public OAuthClientRoutes(
      Desk desk,
      OAuthClients rules,
      OAuthClientStore store,
      GrantPlans plans,
      AppStore apps,
      Connectors connectors,
      URI redirectUri) {
    this.desk = desk;
    this.rules = rules;
    this.store = store;
    this.plans = plans;
    this.apps = apps;
    this.list = new ClientList(store, new PublicClients(store, connectors), connectors);
    this.json = new OAuthClientJson(connectors, redirectUri);
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.admin(this::list)),
        Route.of("POST", ALL, callers.admin(this::register)),
        Route.of("GET", ONE, callers.admin(this::show)),
        Route.of("PATCH", ONE, callers.admin(this::change)),
        Route.of("DELETE", ONE, callers.admin(this::delete)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    return desk.pageOfAll(
        request,
        admin.workspace(),
        "oauth-clients",
        list.of(admin.workspace(), search(request)),
        ClientList.Entry::position,
        (out, entry) -> {
          switch (entry) {
            case ClientList.Entry.Own(OAuthClient client) ->
                json.write(out, client, warnings(client, rules.warnings(client)));
            case ClientList.Entry.Offered(PublicClient client) ->
                OAuthClientJson.write(out, client);
          }
        });
  }

  private static Optional<String> search(Request request) {
    List<String> values = request.queryParameters("search");
    if (values.size() > 1) {
      throw new ProblemException(Problems.invalid("search", "is given more than once"));
    }
    return values.stream().findFirst().filter(it -> !it.isBlank());
  }

  private Answer register(Request request, Caller.Admin admin) {
    OAuthClientDraft draft = draft(request, admin, Optional.empty());
    return switch (rules.register(admin.workspace(), Actor.of(admin), draft)) {
      case RegisterResult.Registered(OAuthClient client, List<FieldProblem> warnings) ->
          Desk.created(out -> json.write(out, client, warnings(client, warnings)));
      case RegisterResult.Refused(List<FieldProblem> problems) ->
          throw new ProblemException(refused(problems));
    };
  }

  private Answer show(Request request, Caller.Admin admin) {
    OAuthClient client =
        name(request)
            .flatMap(name -> store.find(admin.workspace(), name))
            .orElseThrow(() -> missing(request, admin));
    return Desk.ok(out -> json.write(out, client, warnings(client, rules.warnings(client))));
  }

  private Answer change(Request request, Caller.Admin admin) {
    IntegrationName name = name(request).orElseThrow(() -> missing(request, admin));
    OAuthClientDraft draft = draft(request, admin, Optional.of(name));
    return switch (rules.update(admin.workspace(), Actor.of(admin), name, draft)) {
      case UpdateResult.Updated(OAuthClient client, List<FieldProblem> warnings) -> {
        // When tokens are refreshed depends on it; a change must not wait for each one's next time.
        plans.replan(client.workspace(), client.id());
        yield Desk.ok(
            out -> json.write(out, client, withdrawn(client, warnings(client, warnings))));
      }
      case UpdateResult.Refused(List<FieldProblem> problems) ->
          throw new ProblemException(refused(problems));
      case UpdateResult.Missing _ -> throw missing(request, admin);
      case UpdateResult.ChangedMeanwhile _ -> throw new ProblemException(Problems.conflict());
    };
  }

  /// `others`, and who is left without a client that is private now.
  private List<FieldProblem> withdrawn(OAuthClient client, List<FieldProblem> others) {
    int borrowers = client.lent() ? 0 : store.borrowers(client.workspace(), client.id());
    if (borrowers == 0) {
      return others;
    }
    List<FieldProblem> all = new ArrayList<>(others);
    all.add(
        new FieldProblem(
            "public",
            ("is off, and %d other workspace(s) use it: their connections fail until it is public"
                    + " again")
                .formatted(borrowers)));
    return List.copyOf(all);
  }

  /// The draft that was sent.
  ///
  /// @param name of the client that it changes
  /// @throws ProblemException with everything that is wrong, of the request and of the draft
  private OAuthClientDraft draft(
      Request request, Caller.Admin admin, Optional<IntegrationName> name) {
    Fields fields = desk.fields(request);
    OAuthClientDraft draft = OAuthClientDrafts.read(fields, name.isEmpty());
    if (fields.isRefused()) {
      rules.problems(admin.workspace(), draft, name).stream()
          .filter(it -> !fields.hasProblem(it.field()))
          .forEach(it -> fields.problem(it.field(), it.message()));
    }
    fields.end();
    return draft;
  }

  /// What an admin should know of `client`, with what names of apps say.
  private List<FieldProblem> warnings(OAuthClient client, List<FieldProblem> others) {
    if (!(client.apps() instanceof AppAccess.Only(Set<AppName> names))) {
      return others;
    }
    List<String> there =
        apps.all(client.workspace()).stream().map(app -> app.name().value()).toList();
    List<FieldProblem> all = new ArrayList<>(others);
    for (AppName name : names) {
      if (!there.contains(name.value())) {
        all.add(
            new FieldProblem(
                "apps",
                "names '%s', and there is no such app yet%s"
                    .formatted(name, Nearest.hint(name.value(), there))));
      }
    }
    return List.copyOf(all);
  }

  private Answer delete(Request request, Caller.Admin admin) {
    IntegrationName name = name(request).orElseThrow(() -> missing(request, admin));
    return switch (rules.delete(admin.workspace(), Actor.of(admin), name)) {
      case DeleteResult.Deleted _ -> Desk.gone();
      case DeleteResult.Missing _ -> throw missing(request, admin);
      case DeleteResult.Borrowed(int workspaces) ->
          throw new ProblemException(
              Problem.of(
                      409,
                      "public_client_in_use",
                      "Other workspaces use it",
                      ("It is public, and %d other workspace(s) use it. Make it private first: their"
                              + " connections fail from then on, and nothing of theirs is deleted.")
                          .formatted(workspaces))
                  .with("borrowers", workspaces));
      case DeleteResult.InUse(int connections) ->
          throw new ProblemException(
              Problem.of(
                      409,
                      "in_use",
                      "It is in use",
                      "Connections depend on it. Delete those first, so that they are revoked at the"
                          + " provider.")
                  .with("connections", connections));
    };
  }

  private ProblemException missing(Request request, Caller.Admin admin) {
    List<String> nearest =
        name(request)
            .flatMap(name -> rules.nearest(admin.workspace(), name))
            .map(name -> List.of(name.value()))
            .orElse(List.of());
    return new ProblemException(Problems.noIntegration(request.pathParameter("name"), nearest));
  }

  private static Problem refused(List<FieldProblem> problems) {
    if (problems.equals(List.of(OAuthClients.TAKEN))) {
      return Problems.taken("name");
    }
    Map<String, String> messages = new LinkedHashMap<>();
    problems.forEach(
        problem ->
            messages.merge(problem.field(), problem.message(), (one, other) -> one + "; " + other));
    return Problems.invalid(messages);
  }

  private static Optional<IntegrationName> name(Request request) {
    return Ids.integration(request.pathParameter("name"));
  }
}
