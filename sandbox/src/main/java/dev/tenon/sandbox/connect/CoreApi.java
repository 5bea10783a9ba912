package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.people.Person;
import dev.tenon.sandbox.sample.Tuning;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The Core API 2.0 of one pod. It knows its own projects alone: those of other pods are not found.
final class CoreApi {
  private static final String ROOT = "/tc/api/2.0/";

  private final Pod pod;
  private final Visitors visitors;
  private final Projects projects;
  private final Todos todos;
  private final Files files;
  private final Storage storage;
  private final Supplier<Tuning> tuning;

  CoreApi(Pod pod, Visitors visitors, Content content, Storage storage, Supplier<Tuning> tuning) {
    this.pod = pod;
    this.visitors = visitors;
    this.projects = content.projects();
    this.todos = content.todos();
    this.files = content.files();
    this.storage = storage;
    this.tuning = tuning;
  }

  Routes addTo(Routes routes) {
    get(routes, "users/me", (_, viewer) -> me(viewer));
    get(routes, "projects", this::listProjects);
    byProject(routes, "projects/{id}", this::projectJson);
    projectList(routes, "projects/{id}/users", CoreApi::members);
    ofQueriedProject(routes, "todos", (_, project) -> Optional.of(todos.of(project)));
    ofQueriedProject(routes, "views", (_, project) -> Optional.of(views(project)));
    ofQueriedProject(routes, "comments", this::comments);
    byThing(routes, "todos/{id}", todos::byId);
    attachments(routes, "todos/{id}/attachments", todos::attachments);
    attachments(routes, "comments/{id}/attachments", (_, _) -> Optional.of(Listing.of(List.of())));
    byThing(routes, "folders/{id}", files::folder);
    listOfThing(routes, "folders/{id}/items", files::items);
    byThing(routes, "files/{id}", files::file);
    listOfThing(routes, "files/{id}/versions", this::versions);
    ofThing(
        routes,
        "files/fs/{id}/downloadurl",
        files::file,
        (request, file) -> found(downloadUrl(request, file), it -> Reply.json(200, it)));
    return routes;
  }

  private void get(Routes routes, String path, BiFunction<Request, Viewer, Reply> inside) {
    routes.on(
        "GET",
        ROOT + path,
        request -> visitors.admit(request, viewer -> inside.apply(request, viewer)));
  }

  private void byProject(Routes routes, String path, Function<Project, JsonNode> json) {
    routes.on(
        "GET",
        ROOT + path,
        (request, variables) ->
            visitors.admit(
                request,
                viewer ->
                    open(
                        projects.byId(pod, variables.get("id")),
                        viewer,
                        project -> Reply.json(200, json.apply(project)))));
  }

  private void projectList(Routes routes, String path, Function<Project, Listing> list) {
    routes.on(
        "GET",
        ROOT + path,
        (request, variables) ->
            visitors.admit(
                request,
                viewer ->
                    open(
                        projects.byId(pod, variables.get("id")),
                        viewer,
                        project -> slices(request, list.apply(project)))));
  }

  private void ofQueriedProject(
      Routes routes, String path, BiFunction<Request, Project, Optional<Listing>> list) {
    get(
        routes,
        path,
        (request, viewer) -> {
          Optional<String> id = request.query().first("projectId");
          return id.isEmpty()
              ? projectIdMissing()
              : open(
                  projects.byId(pod, id.get()),
                  viewer,
                  project -> found(list.apply(request, project), l -> slices(request, l)));
        });
  }

  private void byThing(
      Routes routes, String path, BiFunction<Project, String, Optional<ObjectNode>> json) {
    ofThing(routes, path, json, (_, node) -> Reply.json(200, node));
  }

  private void listOfThing(
      Routes routes, String path, BiFunction<Project, String, Optional<Listing>> list) {
    ofThing(routes, path, list, this::slices);
  }

  /// Attachments need the project as query parameter beside the id in the path.
  private void attachments(
      Routes routes, String path, BiFunction<Project, String, Optional<Listing>> list) {
    ofThing(
        routes,
        path,
        list,
        (request, listing) ->
            request.query().first("projectId").isPresent()
                ? slices(request, listing)
                : projectIdMissing());
  }

  private static Reply projectIdMissing() {
    return ConnectErrors.of(400, "BAD_REQUEST", "projectId is missing");
  }

  private <T> void ofThing(
      Routes routes,
      String path,
      BiFunction<Project, String, Optional<T>> find,
      BiFunction<Request, T, Reply> reply) {
    routes.on(
        "GET",
        ROOT + path,
        (request, variables) ->
            visitors.admit(
                request,
                viewer ->
                    open(
                        projects.ofThing(pod, variables.get("id")),
                        viewer,
                        project ->
                            found(
                                find.apply(project, variables.get("id")),
                                thing -> reply.apply(request, thing)))));
  }

  private static Reply open(
      Optional<Project> project, Viewer viewer, Function<Project, Reply> inside) {
    if (project.isEmpty()) {
      return ConnectErrors.notFound();
    }
    return project.get().admits(viewer)
        ? inside.apply(project.get())
        : ConnectErrors.forbidden("You are not a member of this project");
  }

  private static <T> Reply found(Optional<T> thing, Function<T, Reply> reply) {
    return thing.map(reply).orElseGet(ConnectErrors::notFound);
  }

  private Reply slices(Request request, Listing listing) {
    return Slices.reply(request, listing, tuning.get().firstSlice());
  }

  private Reply listProjects(Request request, Viewer viewer) {
    return slices(
        request, Listing.of(projects.of(pod, viewer).stream().map(this::projectJson).toList()));
  }

  private ObjectNode projectJson(Project project) {
    return project.toJson(files.count(project), files.folderCount(project));
  }

  private static Reply me(Viewer viewer) {
    return Reply.json(
        200,
        viewer
            .person()
            .map(Person::toConnectJson)
            .orElseGet(
                () -> Json.object().put("id", viewer.clientId()).put("firstName", "Application")));
  }

  private static Listing members(Project project) {
    return Listing.of(
        project.members().stream()
            .map(p -> p.toConnectJson().put("role", p.equals(project.owner()) ? "ADMIN" : "USER"))
            .toList());
  }

  private static Listing views(Project project) {
    return new Listing(
        3,
        number ->
            Things.stamped(
                Json.object()
                    .put("id", Things.id("vw", project, number))
                    .put("name", "View " + (number + 1))
                    .put("projectId", project.id()),
                project.owner(),
                number));
  }

  private Optional<Listing> comments(Request request, Project project) {
    return todos.comments(project, request.query().first("objectId").orElse(""));
  }

  private Optional<Listing> versions(Project project, String id) {
    return files.file(project, id).map(file -> Listing.of(List.of(file)));
  }

  /// Of the version that is asked for, or the newest: a file has one.
  private Optional<ObjectNode> downloadUrl(Request request, ObjectNode file) {
    String id = file.path("id").asString();
    return request
            .query()
            .first("versionId")
            .map(file.path("versionId").asString()::equals)
            .orElse(true)
        ? Optional.of(Json.object().put("url", storage.signedAddress(pod, id)))
        : Optional.empty();
  }
}
