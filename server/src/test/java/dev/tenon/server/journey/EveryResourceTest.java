package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every resource of the construction and agriculture connectors, listed through a real hub from
/// the sandbox's providers.
final class EveryResourceTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String TABLE =
      """
      trimble-connect | regions          |                        |   3
      trimble-connect | projects         |                        |   4
      trimble-connect | members          | project=Harbour bridge |   2
      trimble-connect | folders          | project=Harbour bridge |   5
      trimble-connect | files            | project=Harbour bridge |  12
      trimble-connect | file-versions    | project=Harbour bridge |  12
      trimble-connect | todos            | project=Harbour bridge |  24
      trimble-connect | todo-attachments | project=Harbour bridge |  24
      trimble-connect | comments         | project=Harbour bridge |  36
      trimble-connect | bcf-topics       | project=Harbour bridge |   8
      trimble-connect | bcf-comments     | project=Harbour bridge |   8
      trimble-connect | bcf-viewpoints   | project=Harbour bridge |   8
      trimble-connect | bcf-documents    | project=Harbour bridge |   8
      aps             | hubs             |                        |   2
      aps             | projects         |                        |   4
      aps             | folders          | project=Tower B        |   5
      aps             | items            | project=Tower B        |  14
      aps             | versions         | project=Tower B        |  19
      aps             | issues           | project=Tower A        | 231
      aps             | issue-attachments| project=Tower B        |   6
      aps             | issue-comments   | project=Tower B        |   7
      trimble-ag      | organizations    |                        |   1
      trimble-ag      | fields           |                        |  12
      trimble-ag      | boundaries       |                        |  12
      trimble-ag      | guidance-lines   |                        |  12
      trimble-ag      | operations       |                        |   6
      trimble-ag      | layers           |                        |  12
      trimble-ag      | samples          |                        | 480
      """;

  @TempDir private static Path directory;
  private static TestHub world;
  private static final Map<String, String> CONNECTIONS = new HashMap<>();

  @BeforeAll
  static void start() {
    world = TestHub.start(directory, Optional.empty());
    world
        .sandbox
        .controls()
        .setTuning(world.sandbox.controls().tuning().withHubCallsPerMinute(10_000));
    world.registerTrimbleConnect("trimble-connect");
    world.registerAutodesk("aps");
    world.registerTrimbleAgriculture("trimble-ag");
    world.verifyLinksBy("none");
    Browser browser = new Browser();
    for (String integration : List.of("trimble-connect", "aps", "trimble-ag")) {
      world.connect(browser, integration, "ada");
    }
    LeafGrower grower = new LeafGrower(world, browser, URI.create("http://localhost/back"));
    browser.submit(
        browser.open(
            URI.create(
                world.sandbox.url()
                    + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"
                    + "?clientid=trimble-ag&user=ada")),
        "Allow",
        Map.of("decision", "allow", "organization", grower.farm("Green Acres")));
    JSON.readTree(world.app("GET", "/api/v1/connections?user=ada").text())
        .path("items")
        .forEach(
            it -> CONNECTIONS.put(it.path("integration").asString(), it.path("id").asString()));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest(name = "{0}/{1}")
  @CsvSource(delimiter = '|', textBlock = TABLE)
  void a_resource_is_listed_whole(String integration, String resource, String query, int count)
      throws Exception {
    JsonNode list = list(integration, resource, query == null ? "" : query);

    assertThat(list.path("complete").asBoolean()).as(list.toString()).isTrue();
    assertThat(list.path("items").size()).as(list.toString()).isEqualTo(count);
    for (JsonNode column : list.path("columns")) {
      String path = column.path("path").asString();
      assertThat(list.path("items").valueStream().anyMatch(it -> !at(it, path).isMissingNode()))
          .as("the provider sends " + path)
          .isTrue();
    }
  }

  @Test
  void no_resource_is_left_out_of_the_table() throws Exception {
    for (Map.Entry<String, String> each : CONNECTIONS.entrySet()) {
      List<String> declared =
          json(get("/api/v1/connections/" + each.getValue() + "/resources"))
              .path("items")
              .valueStream()
              .map(it -> it.path("name").asString())
              .toList();
      List<String> shown =
          TABLE
              .lines()
              .map(line -> line.split("\\|"))
              .filter(cells -> cells[0].strip().equals(each.getKey()))
              .map(cells -> cells[1].strip())
              .toList();
      assertThat(shown).containsExactlyInAnyOrderElementsOf(declared);
    }
  }

  @Test
  void folders_tell_what_they_lie_in_and_narrow_what_is_in_them() throws Exception {
    JsonNode folders = list("trimble-connect", "folders", "project=Harbour bridge");
    JsonNode deepest =
        folders
            .path("items")
            .valueStream()
            .filter(it -> it.path("name").asString().equals("Axis 4"))
            .findFirst()
            .orElseThrow();
    assertThat(deepest.at("/_tenon/parents").has("project")).isTrue();

    HttpResponse<byte[]> csv =
        get(
            resources("trimble-connect")
                + "/files?format=csv&project="
                + encoded("Harbour bridge"));
    assertThat(new String(csv.body(), StandardCharsets.UTF_8))
        .startsWith("Region,Project,Folder,Name,")
        .contains("europe,Harbour bridge,,site-plan.pdf,")
        .contains("europe,Harbour bridge,Reports/Photos/Level 1/Axis 4,");

    for (String folder : List.of("Photos", "Reports/Photos", "Level 1", "fd_hb_2")) {
      JsonNode inPhotos =
          list("trimble-connect", "files", "project=Harbour bridge&folder=" + folder);
      assertThat(names(inPhotos)).as(folder).contains("Pläne Übersicht.pdf").doesNotContain("a");
      assertThat(inPhotos.path("items").size()).isEqualTo(folder.equals("Level 1") ? 1 : 2);
    }
    assertThat(
            get(resources("trimble-connect") + "/files?folder=Nowhere&project=Harbour%20bridge")
                .statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trimble-connect | files             | project=Harbour bridge
          trimble-connect | file-versions     | project=Harbour bridge
          trimble-connect | todo-attachments  | project=Harbour bridge
          trimble-connect | bcf-viewpoints    | project=Harbour bridge
          trimble-connect | bcf-documents     | project=Harbour bridge
          aps             | items             | project=Tower B
          aps             | versions          | project=Tower B
          aps             | issue-attachments | project=Tower B
          """)
  void a_file_is_had_by_what_its_item_says(String integration, String resource, String query)
      throws Exception {
    JsonNode item =
        list(integration, resource, query)
            .path("items")
            .valueStream()
            .filter(it -> it.path("_tenon").has("file"))
            .findFirst()
            .orElseThrow();
    String address =
        resources(integration)
            + "/"
            + resource
            + "/"
            + encoded(item.at("/_tenon/id").asString())
            + "/file";

    HttpResponse<byte[]> file = get(address + "?" + query(item.at("/_tenon/file_query")));

    assertThat(file.statusCode())
        .as(new String(file.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(file.body().length).isGreaterThan(1_999);
    sizes(item).forEach(size -> assertThat(file.body().length).isEqualTo(size));
    HttpResponse<byte[]> unknown = get(address.replace("/file", "x/file"));
    assertThat(unknown.statusCode()).isIn(502, 404);
    if (item.at("/_tenon/file_query").has("key")) {
      ObjectNode without = item.at("/_tenon/file_query").deepCopy().asObject();
      without.remove("key");
      assertThat(new String(get(address + "?" + query(without)).body(), StandardCharsets.UTF_8))
          .contains("file_not_callable")
          .contains("_tenon.file_query");
    }
  }

  /// What the providers say of the size of a file.
  private static List<Integer> sizes(JsonNode item) {
    return Stream.of("/size", "/attributes/storageSize", "/fileSize")
        .map(item::at)
        .filter(JsonNode::isNumber)
        .map(JsonNode::asInt)
        .toList();
  }

  private static JsonNode at(JsonNode item, String path) {
    return item.at("/" + path.replace(".", "/"));
  }

  private static String query(JsonNode said) {
    List<String> parts = new ArrayList<>();
    said.properties()
        .forEach(it -> parts.add(it.getKey() + "=" + encoded(it.getValue().asString())));
    return String.join("&", parts);
  }

  private static List<String> names(JsonNode list) {
    return list.path("items").valueStream().map(it -> it.path("name").asString()).toList();
  }

  private static String resources(String integration) {
    return "/api/v1/connections/" + CONNECTIONS.get(integration) + "/resources";
  }

  private static JsonNode list(String integration, String resource, String query) throws Exception {
    List<String> parts = new ArrayList<>();
    for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] pair = part.split("=", 2);
      parts.add(pair[0] + "=" + encoded(pair[1]));
    }
    return json(get(resources(integration) + "/" + resource + "?" + String.join("&", parts)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(text).isEqualTo(200);
    return JSON.readTree(text);
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(world.hub.url() + path))
                .header("Authorization", "Bearer " + world.appKey())
                .build(),
            BodyHandlers.ofByteArray());
  }
}
