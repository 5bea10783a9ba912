package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.App;
import dev.tenon.app.AppChange;
import dev.tenon.app.Apps;
import dev.tenon.app.CallRule;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.ReturnUrl;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Apps and their keys.
public final class AppRoutes {
  private static final int MOST_RETURN_URLS = 50;
  private static final int MOST_ALLOWED_CALLS = 100;

  private final Desk desk;
  private final Apps apps;
  private final KeyDesk keys;
  private final OAuthClientStore clients;

  /// Answers by the rules of `apps` and `keys`.
  public AppRoutes(Desk desk, Apps apps, ApiKeys keys, OAuthClientStore clients) {
    this.desk = desk;
    this.apps = apps;
    this.keys = new KeyDesk(desk, keys);
    this.clients = clients;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    String keysOf = "/api/v1/apps/{name}/keys";
    return List.of(
        Route.of("GET", "/api/v1/apps", callers.admin(this::list)),
        Route.of("POST", "/api/v1/apps", callers.admin(this::create)),
        Route.of("GET", "/api/v1/apps/{name}", callers.admin(this::show)),
        Route.of("PATCH", "/api/v1/apps/{name}", callers.admin(this::change)),
        Route.of("DELETE", "/api/v1/apps/{name}", callers.admin(this::delete)),
        Route.of("GET", keysOf, callers.admin((r, a) -> keys.list(r, a, owner(r, a)))),
        Route.of("POST", keysOf, callers.admin((r, a) -> keys.make(r, a, owner(r, a)))),
        Route.of(
            "DELETE", keysOf + "/{id}", callers.admin((r, a) -> keys.revoke(r, a, owner(r, a)))));
  }

  private Answer list(Request request, Caller.Admin admin) {
    List<OAuthClient> all = clients.all(admin.workspace());
    return desk.pageOfAll(
        request,
        admin.workspace(),
        "apps",
        apps.all(admin.workspace()),
        app -> app.name().value(),
        (json, app) -> write(json, app, all));
  }

  private Answer create(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<AppName> name = fields.requiredText("name", AppName::new);
    List<URI> returnUrls = returnUrls(fields);
    List<CallRule> allowedCalls = allowedCalls(fields);
    fields.end();
    App app =
        apps.create(admin, name.orElseThrow(), returnUrls, allowedCalls)
            .orElseThrow(() -> new ProblemException(Problems.taken("name")));
    return Desk.created(json -> write(json, app, clients.all(admin.workspace())));
  }

  private Answer show(Request request, Caller.Admin admin) {
    App app = existing(request, admin);
    return Desk.ok(json -> write(json, app, clients.all(admin.workspace())));
  }

  private Answer change(Request request, Caller.Admin admin) {
    App app = existing(request, admin);
    Fields fields = desk.fields(request);
    boolean hasUrls = fields.has("return_urls");
    boolean hasCalls = fields.has("allowed_calls");
    List<URI> returnUrls = returnUrls(fields);
    List<CallRule> allowedCalls = allowedCalls(fields);
    AppName name = fields.text("name", AppName::new).orElse(app.name());
    fields.end();
    if (!name.equals(app.name())) {
      rename(admin, app.name(), name);
    }
    AppChange change =
        new AppChange(
            Optional.of(returnUrls).filter(_ -> hasUrls),
            Optional.of(allowedCalls).filter(_ -> hasCalls));
    App after =
        apps.change(admin, name, change)
            .orElseThrow(() -> new ProblemException(Problems.unknown("app")));
    return Desk.ok(json -> write(json, after, clients.all(admin.workspace())));
  }

  private void rename(Caller.Admin admin, AppName before, AppName name) {
    switch (apps.rename(admin, before, name)) {
      case DONE -> {}
      case UNKNOWN -> throw new ProblemException(Problems.unknown("app"));
      case TAKEN -> throw new ProblemException(Problems.taken("name"));
    }
  }

  private Answer delete(Request request, Caller.Admin admin) {
    App app = existing(request, admin);
    if (!apps.delete(admin, app.name())) {
      throw new ProblemException(Problems.unknown("app"));
    }
    return Desk.gone();
  }

  private App existing(Request request, Caller.Admin admin) {
    return Ids.app(request.pathParameter("name"))
        .flatMap(name -> apps.find(admin.workspace(), name))
        .orElseThrow(() -> new ProblemException(Problems.unknown("app")));
  }

  private Optional<AppName> owner(Request request, Caller.Admin admin) {
    return Optional.of(existing(request, admin).name());
  }

  private static List<URI> returnUrls(Fields fields) {
    List<URI> urls = fields.texts("return_urls", AppRoutes::returnUrl).orElse(List.of());
    if (urls.size() > MOST_RETURN_URLS) {
      fields.problem("return_urls", "must have at most " + MOST_RETURN_URLS);
    }
    return urls;
  }

  private static List<CallRule> allowedCalls(Fields fields) {
    List<CallRule> rules = fields.texts("allowed_calls", CallRule::parse).orElse(List.of());
    if (rules.size() > MOST_ALLOWED_CALLS) {
      fields.problem("allowed_calls", "must have at most " + MOST_ALLOWED_CALLS);
    }
    return rules;
  }

  private static URI returnUrl(String text) {
    ReturnUrl.problem(text, List.of())
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("an address " + problem);
            });
    return URI.create(text);
  }

  private static void write(JsonWriter json, App app, List<OAuthClient> clients) {
    json.text("name", app.name().value())
        .texts("return_urls", app.returnUrls().stream().map(URI::toString).toList())
        .texts("allowed_calls", app.allowedCalls().stream().map(CallRule::toString).toList())
        .texts(
            "integrations",
            clients.stream()
                .filter(client -> client.apps().allows(app.name()))
                .map(OAuthClient::name)
                .map(IntegrationName::value)
                .toList())
        .time("created_at", app.createdAt());
  }
}
