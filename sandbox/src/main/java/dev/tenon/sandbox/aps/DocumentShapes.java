package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// Hubs, projects, folders, items and versions as JSON:API resources.
final class DocumentShapes {
  private static final String BUCKET = "wip.dm.prod";

  /// A folder: which one it lies in, and which items it holds.
  ///
  /// @param parent negative for a top folder
  private record Folder(String name, int parent, int first, int count) {}

  private static final List<Folder> FOLDERS =
      List.of(
          new Folder("Plans", -1, 0, 0),
          new Folder("Project Files", -1, 0, 12),
          new Folder("Models", 1, 12, 1),
          new Folder("Archive", 2, 0, 0),
          new Folder("2024", 3, 13, 1));
  private static final int ITEMS = 14;

  private final JsonApi jsonApi;

  DocumentShapes(JsonApi jsonApi) {
    this.jsonApi = jsonApi;
  }

  ObjectNode hub(Account account) {
    ObjectNode json = Json.object().put("type", "hubs").put("id", account.hubId());
    ObjectNode attributes = json.putObject("attributes");
    attributes.put("name", account.name()).put("region", account.region());
    attributes.set("extension", extension("hubs:autodesk.bim360:Account"));
    String self = jsonApi.href("/project/v1/hubs/" + account.hubId());
    related(json.putObject("relationships"), "projects", self + "/projects");
    json.putObject("links").set("self", JsonApi.link(self));
    return json;
  }

  ObjectNode project(AccProject project) {
    ObjectNode json = Json.object().put("type", "projects").put("id", project.dataManagementId());
    ObjectNode attributes = json.putObject("attributes").put("name", project.name());
    attributes.set("scopes", Json.strings(List.of("b360project." + project.id())));
    ObjectNode extension = extension("projects:autodesk.bim360:Project");
    extension.putObject("data").put("projectType", "ACC");
    attributes.set("extension", extension);
    String hub = "/project/v1/hubs/" + project.account().hubId();
    String self = jsonApi.href(hub + "/projects/" + project.dataManagementId());
    ObjectNode relationships = json.putObject("relationships");
    data(relationships, "hub", "hubs", project.account().hubId());
    data(relationships, "rootFolder", "folders", project.folderId(1));
    related(relationships, "topFolders", self + "/topFolders");
    data(relationships, "issues", "issueContainerId", project.id());
    json.putObject("links").set("self", JsonApi.link(self));
    return json;
  }

  ObjectNode folder(AccProject project, int number) {
    ObjectNode json = Json.object().put("type", "folders").put("id", project.folderId(number));
    String name = FOLDERS.get(number).name();
    ObjectNode attributes =
        json.putObject("attributes")
            .put("name", name)
            .put("displayName", name)
            .put("objectCount", below(number).size() + FOLDERS.get(number).count())
            .put("createTime", "2024-01-01T00:00:00.0000000Z")
            .put("createUserId", project.account().members().getFirst().id())
            .put("createUserName", project.account().members().getFirst().name())
            .put("lastModifiedTime", "2025-01-10T10:00:00.0000000Z")
            .put("hidden", false);
    attributes.set("extension", extension("folders:autodesk.bim360:Folder"));
    related(
        json.putObject("relationships"),
        "contents",
        jsonApi.href(
            "/data/v1/projects/"
                + project.dataManagementId()
                + "/folders/"
                + project.folderId(number)
                + "/contents"));
    return json;
  }

  Listing contents(AccProject project, int folder) {
    List<Integer> below = below(folder);
    Folder found = FOLDERS.get(folder);
    return new Listing(
        below.size() + (long) found.count(),
        i ->
            i < below.size()
                ? folder(project, below.get(Math.toIntExact(i)))
                : item(project, Math.toIntExact(found.first() + i - below.size())));
  }

  private static List<Integer> below(int folder) {
    return IntStream.range(0, FOLDERS.size())
        .filter(number -> FOLDERS.get(number).parent() == folder)
        .boxed()
        .toList();
  }

  ObjectNode item(AccProject project, int number) {
    ObjectNode json = Json.object().put("type", "items").put("id", project.itemId(number));
    ObjectNode attributes =
        json.putObject("attributes")
            .put("displayName", fileName(number))
            .put("createTime", "2024-06-01T08:00:00.0000000Z")
            .put("lastModifiedTime", "2025-01-10T10:00:00.0000000Z")
            .put("hidden", false);
    attributes.set("extension", extension("items:autodesk.bim360:File"));
    data(
        json.putObject("relationships"),
        "tip",
        "versions",
        project.versionId(number, versionCount(number)));
    return json;
  }

  /// The newest version.
  static ObjectNode tip(AccProject project, int number) {
    return version(project, number, versionCount(number));
  }

  /// Every third item has two, the newest first.
  static Listing versions(AccProject project, int number) {
    int count = versionCount(number);
    return new Listing(count, i -> version(project, number, Math.toIntExact(count - i)));
  }

  private static int versionCount(int number) {
    return number % 3 == 0 ? 2 : 1;
  }

  /// Whether a stored object of that name holds the bytes of a version in `project`.
  static boolean hasObject(AccProject project, String name) {
    return IntStream.range(0, ITEMS)
        .boxed()
        .anyMatch(
            number ->
                IntStream.rangeClosed(1, versionCount(number))
                    .anyMatch(version -> project.objectName(number, version).equals(name)));
  }

  private static ObjectNode version(AccProject project, int number, int version) {
    ObjectNode json =
        Json.object().put("type", "versions").put("id", project.versionId(number, version));
    json.putObject("attributes")
        .put("name", fileName(number))
        .put("displayName", fileName(number))
        .put("versionNumber", version)
        .put("fileType", "rvt")
        .put("lastModifiedTime", "2025-01-%02dT10:00:00.0000000Z".formatted(version))
        .put("storageSize", ObjectStorage.size(project.objectName(number, version)));
    String storage =
        "urn:adsk.objects:os.object:" + BUCKET + "/" + project.objectName(number, version);
    data(json.putObject("relationships"), "storage", "objects", storage);
    return json;
  }

  static OptionalInt folderNumber(AccProject project, String id) {
    return IntStream.range(0, FOLDERS.size())
        .filter(number -> project.folderId(number).equals(id))
        .findFirst();
  }

  static OptionalInt itemNumber(AccProject project, String id) {
    return IntStream.range(0, ITEMS)
        .filter(number -> project.itemId(number).equals(id))
        .findFirst();
  }

  private static String fileName(int number) {
    return "level-%02d.rvt".formatted(number + 1);
  }

  private static ObjectNode extension(String type) {
    ObjectNode extension = Json.object().put("type", type).put("version", "1.0");
    extension.putObject("data");
    return extension;
  }

  private static void related(ObjectNode relationships, String name, String href) {
    relationships.putObject(name).putObject("links").set("related", JsonApi.link(href));
  }

  private static void data(ObjectNode relationships, String name, String type, String id) {
    relationships.putObject(name).putObject("data").put("type", type).put("id", id);
  }
}
