package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// ACC Issues: projects without `b.`, each only in its own region, pages by `limit` and `offset`.
final class Issues {
  private static final Gate.Need NEED = new Gate.Need("issues", "data:read");
  private static final String ROOT = "/construction/issues/v1/projects/{project}";
  private static final int IN_PLAIN_PROJECTS = 7;
  private static final int MOST = 100;
  private static final Instant FIRST = Instant.parse("2025-01-06T08:00:00Z");
  private static final List<String> STATUSES =
      List.of("open", "pending", "in_review", "closed", "draft");
  private static final List<String> TITLES =
      List.of("Cracked tile", "Door does not close", "Pipe not insulated", "Missing guard rail");

  private final Gate gate;
  private final Accounts accounts;
  private final Dice dice;
  private final Supplier<Tuning> tuning;

  Issues(Gate gate, Accounts accounts, Dice dice, Supplier<Tuning> tuning) {
    this.gate = gate;
    this.accounts = accounts;
    this.dice = dice;
    this.tuning = tuning;
  }

  Routes addTo(Routes routes) {
    in(routes, "/issues", (asked, project) -> list(asked.request(), project));
    in(routes, "/issues/{issue}", (asked, project) -> one(project, asked.issue()));
    in(routes, "/issues/{issue}/comments", (asked, project) -> comments(project, asked.issue()));
    in(routes, "/attachments/{issue}/items", (asked, p) -> attachments(p, asked.issue()));
    in(routes, "/issue-types", (_, project) -> results(Listing.of(List.of(type(project)))));
    in(routes, "/issue-attribute-definitions", (_, _) -> results(Listing.of(List.of())));
    in(routes, "/users/me", (asked, _) -> Reply.json(200, me(asked.caller())));
    return routes;
  }

  private record Asked(Request request, Caller caller, String issue) {}

  private void in(Routes routes, String path, BiFunction<Asked, AccProject, Reply> inside) {
    routes.on(
        "GET",
        ROOT + path,
        (request, variables) ->
            gate.admit(
                request,
                NEED,
                caller -> {
                  String issue = variables.values().getOrDefault("issue", "");
                  return project(
                      new Asked(request, caller, issue), variables.get("project"), inside);
                }));
  }

  private Reply project(Asked asked, String id, BiFunction<Asked, AccProject, Reply> inside) {
    String region = asked.request().header("x-ads-region").orElse("US");
    Optional<AccProject> project =
        accounts.byAccId(id).filter(found -> found.account().region().equals(region));
    if (project.isEmpty()) {
      return ApsErrors.acc(404, "The project does not exist in region " + region);
    }
    return asked.caller().sees(project.get().account())
        ? inside.apply(asked, project.get())
        : ApsErrors.acc(403, "You don't have permission to access this project");
  }

  private Reply list(Request request, AccProject project) {
    Optional<Integer> limit = number(request, "limit", MOST, 1, MOST);
    Optional<Integer> offset = number(request, "offset", 0, 0, Integer.MAX_VALUE);
    if (limit.isEmpty() || offset.isEmpty()) {
      return ApsErrors.acc(400, "limit is 1 to 100, offset at least 0");
    }
    Listing issues = filtered(request, project);
    long last = Math.min((long) offset.get() + limit.get(), issues.total()) - 1;
    ObjectNode paging =
        Json.object()
            .put("limit", limit.get())
            .put("offset", offset.get())
            .put("totalResults", issues.total());
    return new Reply.Answer(
        200,
        Headers.of("Content-Type", "application/json"),
        issues.framed("{\"pagination\":" + paging + ",\"results\":[", offset.get(), last, "]}"));
  }

  private Listing filtered(Request request, AccProject project) {
    Optional<String> status = request.query().first("filter[status]");
    if (status.isEmpty()) {
      return new Listing(count(project), number -> json(project, number));
    }
    long[] matching =
        LongStream.range(0, count(project))
            .filter(number -> statusOf(project, number).equals(status.get()))
            .toArray();
    return new Listing(matching.length, i -> json(project, matching[Math.toIntExact(i)]));
  }

  private Reply one(AccProject project, String id) {
    Optional<Long> number = numberOf(project, id);
    return number.isPresent()
        ? Reply.json(200, json(project, number.get()))
        : ApsErrors.acc(404, "The issue does not exist");
  }

  private Reply comments(AccProject project, String id) {
    if (numberOf(project, id).isEmpty()) {
      return ApsErrors.acc(404, "The issue does not exist");
    }
    ObjectNode comment =
        Json.object()
            .put("id", dice.uuid("aps comment " + id, 0))
            .put("comment", "Please check before Friday")
            .put("createdBy", author(project))
            .put("createdAt", FIRST.toString())
            .put("updatedAt", FIRST.toString());
    return results(Listing.of(List.of(comment)));
  }

  private Reply attachments(AccProject project, String id) {
    Optional<Long> number = numberOf(project, id);
    if (number.isEmpty()) {
      return ApsErrors.acc(404, "The issue does not exist");
    }
    var attachments = Json.array();
    for (int i = 0; i < attachmentCount(number.get()); i++) {
      attachments.add(attachment(project, id, i));
    }
    return Reply.json(200, Json.object().set("attachments", attachments));
  }

  /// The project of the issue that has an attachment in a stored object of that name.
  Optional<AccProject> ofObject(String name) {
    if (!name.matches("[0-9a-f-]{36}-[0-9]")) {
      return Optional.empty();
    }
    int attachment = name.charAt(37) - '0';
    return accounts.projects().stream()
        .filter(
            project ->
                numberOf(project, name.substring(0, 36))
                    .filter(issue -> attachment < attachmentCount(issue))
                    .isPresent())
        .findFirst();
  }

  private ObjectNode attachment(AccProject project, String issue, int number) {
    return Json.object()
        .put("attachmentId", dice.uuid("aps attachment " + issue, number))
        .put("displayName", "photo-" + (number + 1) + ".jpg")
        .put("fileName", "photo-" + (number + 1) + ".jpg")
        .put("attachmentType", "issue-attachment")
        .put("storageUrn", "urn:adsk.objects:os.object:wip.dm.prod/" + issue + "-" + number)
        .put("fileSize", ObjectStorage.size(issue + "-" + number))
        .put("fileType", "jpg")
        .put("domainEntityId", issue)
        .put("createdBy", author(project))
        .put("createdOn", FIRST.toString())
        .put("isDeleted", false);
  }

  private ObjectNode json(AccProject project, long number) {
    ObjectNode json =
        Json.object()
            .put("id", idOf(project, number))
            .put("containerId", project.id())
            .put("displayId", number + 1)
            .put("title", dice.pick("issue title " + project.key(), number, TITLES))
            .put("description", "Seen on level " + dice.roll("issue level", number, 12))
            .put("issueTypeId", dice.uuid("issue type " + project.key(), 0))
            .put("issueSubtypeId", dice.uuid("issue subtype " + project.key(), 0))
            .put("status", statusOf(project, number))
            .put("assignedTo", author(project))
            .put("assignedToType", "user")
            .put("dueDate", "2025-03-01")
            .put("commentCount", 1)
            .put("attachmentCount", attachmentCount(number))
            .put("createdBy", author(project))
            .put("createdAt", FIRST.plusSeconds(3600 * number).toString())
            .put("updatedAt", FIRST.plusSeconds(3600 * number + 60).toString());
    json.putArray("customAttributes");
    return json;
  }

  private ObjectNode type(AccProject project) {
    return Json.object()
        .put("id", dice.uuid("issue type " + project.key(), 0))
        .put("title", "Quality")
        .put("isActive", true);
  }

  private static ObjectNode me(Caller caller) {
    return Json.object().put("id", caller.access().subject());
  }

  private static Reply results(Listing listing) {
    ObjectNode json = Json.object();
    json.putObject("pagination")
        .put("limit", MOST)
        .put("offset", 0)
        .put("totalResults", listing.total());
    var results = json.putArray("results");
    for (long i = 0; i < listing.total(); i++) {
      results.add((JsonNode) listing.item().apply(i));
    }
    return Reply.json(200, json);
  }

  /// The number stands in the last 12 digits, so that an id leads back to its issue.
  private String idOf(AccProject project, long number) {
    return dice.uuid("issue " + project.key(), 0).substring(0, 24) + "%012d".formatted(number);
  }

  private Optional<Long> numberOf(AccProject project, String id) {
    if (id.length() != 36 || !id.substring(24).matches("[0-9]{12}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(id.substring(24));
    return number < count(project) && idOf(project, number).equals(id)
        ? Optional.of(number)
        : Optional.empty();
  }

  private int count(AccProject project) {
    return project.bulk() ? tuning.get().issues() : IN_PLAIN_PROJECTS;
  }

  private String statusOf(AccProject project, long number) {
    return dice.pick("issue status " + project.key(), number, STATUSES);
  }

  private static long attachmentCount(long number) {
    return number % 3;
  }

  private static String author(AccProject project) {
    return project.account().members().getFirst().id();
  }

  private static Optional<Integer> number(
      Request request, String name, int otherwise, int least, int most) {
    String text = request.query().first(name).orElse(Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return number < least || number > most ? Optional.empty() : Optional.of(number);
  }
}
