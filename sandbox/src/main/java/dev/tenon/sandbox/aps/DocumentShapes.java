package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// Hubs, projects, folders, items and versions as JSON:API resources.
final class DocumentShapes {
  private static final List<String> FOLDERS = List.of("Plans", "Project Files", "Models");
  private static final int ITEMS = 12;

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
    String name = FOLDERS.get(number);
    ObjectNode attributes =
        json.putObject("attributes")
            .put("name", name)
            .put("displayName", name)
            .put("objectCount", number == 1 ? ITEMS + 1 : 0)
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
    return folder == 1
        ? new Listing(
            ITEMS + 1, i -> i == 0 ? folder(project, 2) : item(project, Math.toIntExact(i - 1)))
        : Listing.of(List.of());
  }

  ObjectNode item(AccProject project, int number) {
    ObjectNode json = Json.object().put("type", "items").put("id", project.itemId(number));
    ObjectNode attributes =
        json.putObject("attributes")
            .put("displayName", fileName(number))
            .put("createTime", "2024-06-01T08:00:00.0000000Z")
            .put("hidden", false);
    attributes.set("extension", extension("items:autodesk.bim360:File"));
    data(json.putObject("relationships"), "tip", "versions", project.versionId(number));
    return json;
  }

  static ObjectNode version(AccProject project, int number) {
    ObjectNode json = Json.object().put("type", "versions").put("id", project.versionId(number));
    json.putObject("attributes")
        .put("name", fileName(number))
        .put("displayName", fileName(number))
        .put("versionNumber", 1)
        .put("fileType", "rvt")
        .put("storageSize", 1_000_000 + number);
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
