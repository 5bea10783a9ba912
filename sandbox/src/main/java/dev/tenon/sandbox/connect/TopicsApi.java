package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Body;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.http.Routes.Variables;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The BCF API of one pod, on a host of its own.
final class TopicsApi {
  private final Pod pod;
  private final Visitors visitors;
  private final Projects projects;
  private final Topics topics;
  private final TopicDocuments documents;

  TopicsApi(Pod pod, Visitors visitors, Content content) {
    this.pod = pod;
    this.visitors = visitors;
    this.projects = content.projects();
    this.topics = content.topics();
    this.documents = content.documents();
  }

  Routes addTo(Routes routes) {
    for (String version : List.of("2.1", "3.0")) {
      String inProject = "/bcf/" + version + "/projects/{id}";
      String root = inProject + "/topics";
      in(routes, root, (project, _) -> Optional.of(list(topics.of(project))));
      in(
          routes,
          root + "/{guid}",
          (project, path) ->
              topics.byGuid(project, path.get("guid")).map(node -> Reply.json(200, node)));
      in(
          routes,
          root + "/{guid}/comments",
          (project, path) -> topics.comments(project, path.get("guid")).map(TopicsApi::list));
      in(
          routes,
          root + "/{guid}/viewpoints",
          (project, path) -> topics.viewpoints(project, path.get("guid")).map(TopicsApi::list));
      in(
          routes,
          root + "/{guid}/viewpoints/{viewpoint}/snapshot",
          (project, path) ->
              topics
                  .snapshot(project, path.get("guid"), path.get("viewpoint"))
                  .map(it -> bytes("image/png", it)));
      in(
          routes,
          root + "/{guid}/document_references",
          (project, path) -> documents.references(project, path.get("guid")).map(TopicsApi::list));
      in(
          routes,
          inProject + "/documents",
          (project, _) -> Optional.of(list(documents.of(project))));
      in(
          routes,
          inProject + "/documents/{document}",
          (project, path) ->
              documents
                  .bytes(project, path.get("document"))
                  .map(it -> bytes("application/octet-stream", it)));
    }
    return routes;
  }

  private void in(
      Routes routes, String path, BiFunction<Project, Variables, Optional<? extends Reply>> reply) {
    routes.on("GET", path, (request, variables) -> answer(request, variables, reply));
  }

  private Reply answer(
      Request request,
      Variables path,
      BiFunction<Project, Variables, Optional<? extends Reply>> reply) {
    return visitors.admit(
        request,
        viewer -> {
          Optional<Project> project = projects.byId(pod, path.get("id"));
          if (project.isEmpty()) {
            return ConnectErrors.notFound();
          }
          if (!project.get().admits(viewer)) {
            return ConnectErrors.forbidden("You are not a member of this project");
          }
          Optional<? extends Reply> found = reply.apply(project.get(), path);
          return found.isPresent() ? found.get() : ConnectErrors.notFound();
        });
  }

  private static Reply bytes(String type, byte[] bytes) {
    return new Reply.Answer(200, Headers.of("Content-Type", type), Body.of(bytes));
  }

  private static Reply list(Listing listing) {
    return new Reply.Answer(
        200, Headers.of("Content-Type", "application/json"), listing.array(0, listing.total() - 1));
  }
}
