package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.http.Routes.Variables;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Hubs, projects, folders and items. Listing hubs answers 200 even where a region could not be
/// read: that stands in `meta.warnings`.
final class DataManagement {
  private static final Gate.Need NEED = new Gate.Need("data-management", "data:read");
  private static final String HUBS = "/project/v1/hubs";
  private static final String DATA = "/data/v1/projects/{project}";

  private final Gate gate;
  private final RateLimit limit;
  private final Accounts accounts;
  private final JsonApi jsonApi;
  private final DocumentShapes shapes;

  DataManagement(Gate gate, RateLimit limit, Accounts accounts, JsonApi jsonApi) {
    this.gate = gate;
    this.limit = limit;
    this.accounts = accounts;
    this.jsonApi = jsonApi;
    this.shapes = new DocumentShapes(jsonApi);
  }

  Routes addTo(Routes routes) {
    routes.on("GET", HUBS, request -> limited(request, "hubs", this::hubs));
    routes.on(
        "GET",
        HUBS + "/{hub}",
        (request, path) ->
            limited(request, "hub", caller -> hub(caller, path, a -> JsonApi.one(shapes.hub(a)))));
    routes.on(
        "GET",
        HUBS + "/{hub}/projects",
        (request, path) ->
            limited(
                request,
                "projects",
                caller -> hub(caller, path, account -> projects(request, account))));
    inProject(routes, HUBS + "/{hub}/projects/{project}", (_, p) -> JsonApi.one(shapes.project(p)));
    inProject(routes, HUBS + "/{hub}/projects/{project}/topFolders", this::topFolders);
    inProject(routes, DATA + "/folders/{folder}", this::folder);
    inProject(routes, DATA + "/folders/{folder}/contents", this::contents);
    inProject(routes, DATA + "/items/{item}", this::item);
    inProject(routes, DATA + "/items/{item}/tip", this::tip);
    inProject(routes, DATA + "/items/{item}/versions", this::versions);
    return routes;
  }

  private record Asked(Request request, Variables path) {}

  private void inProject(
      Routes routes, String pattern, BiFunction<Asked, AccProject, Reply> inside) {
    routes.on(
        "GET",
        pattern,
        (request, path) ->
            gate.admit(
                request,
                NEED,
                caller -> project(caller, path, p -> inside.apply(new Asked(request, path), p))));
  }

  private Reply limited(Request request, String endpoint, Function<Caller, Reply> inside) {
    return gate.admit(
        request,
        NEED,
        caller -> {
          long wait = limit.secondsToWait(caller.client().id() + " " + endpoint);
          return wait > 0 ? ApsErrors.quota(wait) : inside.apply(caller);
        });
  }

  private Reply hubs(Caller caller) {
    ObjectNode json = Json.object();
    json.set("jsonapi", Json.object().put("version", "1.0"));
    json.putObject("links").set("self", JsonApi.link(jsonApi.href(HUBS)));
    var data = json.putArray("data");
    accounts.all().stream().filter(caller::sees).map(shapes::hub).forEach(data::add);
    var warnings = Json.array();
    for (String region : Accounts.REGIONS) {
      warning(caller, region).ifPresent(warnings::add);
    }
    if (!warnings.isEmpty()) {
      json.putObject("meta").set("warnings", warnings);
    }
    return JsonApi.reply(json);
  }

  /// 403: the client is in no account of the region; 401: it is, but this user is not.
  private Optional<ObjectNode> warning(Caller caller, String region) {
    List<Account> there =
        accounts.all().stream().filter(account -> account.region().equals(region)).toList();
    if (there.stream().anyMatch(caller::sees)) {
      return Optional.empty();
    }
    boolean provisioned = there.stream().anyMatch(caller::provisionedFor);
    return Optional.of(
        Json.object()
            .putNull("Id")
            .put("HttpStatusCode", provisioned ? "401" : "403")
            .put("ErrorCode", "BIM360DM_ERROR")
            .put("Title", "Unable to get hubs from BIM360DM " + region + ".")
            .put("Detail", "You don't have permission to access this API")
            .putNull("AboutLink")
            .putNull("Source")
            .putNull("meta"));
  }

  private Reply hub(Caller caller, Variables path, Function<Account, Reply> inside) {
    Optional<Account> account = accounts.byHubId(path.get("hub"));
    if (account.isEmpty()) {
      return ApsErrors.notFound();
    }
    return caller.sees(account.get()) ? inside.apply(account.get()) : ApsErrors.notProvisioned();
  }

  private Reply projects(Request request, Account account) {
    return jsonApi.page(
        request, Listing.of(accounts.projectsOf(account).stream().map(shapes::project).toList()));
  }

  private Reply project(Caller caller, Variables path, Function<AccProject, Reply> inside) {
    Optional<AccProject> project = accounts.byDataManagementId(path.get("project"));
    if (project.isEmpty()) {
      return ApsErrors.notFound();
    }
    return caller.sees(project.get().account())
        ? inside.apply(project.get())
        : ApsErrors.notProvisioned();
  }

  private Reply topFolders(Asked asked, AccProject project) {
    return jsonApi.page(
        asked.request(), Listing.of(List.of(shapes.folder(project, 0), shapes.folder(project, 1))));
  }

  private Reply folder(Asked asked, AccProject project) {
    var number = DocumentShapes.folderNumber(project, asked.path().get("folder"));
    return number.isPresent()
        ? JsonApi.one(shapes.folder(project, number.getAsInt()))
        : ApsErrors.notFound();
  }

  private Reply contents(Asked asked, AccProject project) {
    var number = DocumentShapes.folderNumber(project, asked.path().get("folder"));
    return number.isPresent()
        ? jsonApi.page(asked.request(), shapes.contents(project, number.getAsInt()))
        : ApsErrors.notFound();
  }

  private Reply item(Asked asked, AccProject project) {
    var number = DocumentShapes.itemNumber(project, asked.path().get("item"));
    return number.isPresent()
        ? JsonApi.one(shapes.item(project, number.getAsInt()))
        : ApsErrors.notFound();
  }

  private Reply tip(Asked asked, AccProject project) {
    var number = DocumentShapes.itemNumber(project, asked.path().get("item"));
    return number.isPresent()
        ? JsonApi.one(DocumentShapes.tip(project, number.getAsInt()))
        : ApsErrors.notFound();
  }

  private Reply versions(Asked asked, AccProject project) {
    var number = DocumentShapes.itemNumber(project, asked.path().get("item"));
    return number.isPresent()
        ? jsonApi.page(asked.request(), DocumentShapes.versions(project, number.getAsInt()))
        : ApsErrors.notFound();
  }
}
