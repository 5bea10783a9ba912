package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.app.AppStore;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Status;
import dev.tenon.entry.SignInUse;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import java.util.List;
import java.util.Map;

/// What depends on an OAuth client, to be looked at before it is deleted.
public final class DependentRoutes {
  private static final String ONE = "/api/v1/oauth-clients/{name}/dependents";

  private final Desk desk;
  private final OAuthClientStore clients;
  private final ConnectionStore connections;
  private final AppStore apps;
  private final SignInUse signIns;

  /// Answers from these stores.
  public DependentRoutes(
      Desk desk,
      OAuthClientStore clients,
      ConnectionStore connections,
      AppStore apps,
      SignInUse signIns) {
    this.desk = desk;
    this.clients = clients;
    this.connections = connections;
    this.apps = apps;
    this.signIns = signIns;
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(Route.of("GET", ONE, desk.callers().admin(this::show)));
  }

  private Answer show(Request request, Caller.Admin admin) {
    String asked = request.pathParameter("name");
    OAuthClient client =
        Ids.integration(asked)
            .flatMap(name -> clients.find(admin.workspace(), name))
            .orElseThrow(() -> new ProblemException(Problems.noIntegration(asked, List.of())));
    Map<Status, Integer> counts = connections.countByStatus(client.workspace(), client.id());
    int live =
        counts.entrySet().stream()
            .filter(it -> it.getKey() != Status.REVOKED)
            .mapToInt(Map.Entry::getValue)
            .sum();
    int borrowers = client.lent() ? clients.borrowers(client.workspace(), client.id()) : 0;
    return Desk.ok(
        json ->
            json.object(
                    "connections",
                    it -> {
                      for (Status status : Status.values()) {
                        it.number(status.apiName(), counts.getOrDefault(status, 0));
                      }
                    })
                .texts("apps", apps(client))
                .flag("sign_in", signIns.isAny(client))
                .number("borrowers", borrowers)
                .flag("deletable", live == 0 && borrowers == 0));
  }

  /// Those that there are and that may use it.
  private List<String> apps(OAuthClient client) {
    return apps.all(client.workspace()).stream()
        .map(app -> app.name())
        .filter(client.apps()::allows)
        .map(AppName::value)
        .toList();
  }
}
