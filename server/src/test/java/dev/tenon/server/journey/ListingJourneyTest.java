package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a connection can list, listed: a real hub and the sandbox's providers.
final class ListingJourneyTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path directory;
  private TestHub world;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect("trimble-connect");
    world.verifyLinksBy("none");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void resources_are_told_with_what_narrows_them() throws Exception {
    String id = connected("trimble-connect");

    JsonNode todos =
        json(get(id, "", "application/json"))
            .path("items")
            .valueStream()
            .filter(it -> it.path("name").asString().equals("todos"))
            .findFirst()
            .orElseThrow();

    assertThat(todos.path("parent").asString()).isEqualTo("projects");
    assertThat(todos.path("parameters").toString()).isEqualTo("[\"project\"]");
    assertThat(todos.path("columns").size()).isGreaterThan(4);
  }

  @Test
  void projects_of_every_region_are_one_list() throws Exception {
    String id = connected("trimble-connect");

    JsonNode list = json(get(id, "/projects", "application/json"));

    assertThat(list.path("complete").asBoolean()).as(list.toString()).isTrue();
    assertThat(list.path("count").asInt()).isEqualTo(list.path("items").size());
    assertThat(names(list, "name")).contains("Harbour bridge", "River tunnel");
    assertThat(list.path("items").valueStream().map(it -> it.at("/_tenon/region").asString()))
        .contains("europe", "northAmerica", "asia");
    assertThat(list.path("next_cursor").isNull()).isTrue();
  }

  @Test
  void todos_come_whole_through_their_ranges_in_every_form() throws Exception {
    String id = connected("trimble-connect");
    String thousands = "/todos?project=Thousand%20bolts";

    JsonNode list = json(get(id, thousands, "application/json"));
    assertThat(list.path("count").asInt()).isEqualTo(2500);
    assertThat(names(list, "id").stream().distinct().count()).isEqualTo(2500);
    assertThat(list.at("/items/0/_tenon/parents/project").asString()).isNotEmpty();

    List<String> lines = get(id, thousands + "&format=ndjson", "*/*").body().lines().toList();
    assertThat(lines).hasSize(2501);
    JsonNode last = JSON.readTree(lines.getLast()).path("listing");
    assertThat(last.path("complete").asBoolean()).isTrue();
    assertThat(last.path("count").asInt()).isEqualTo(2500);

    HttpResponse<String> csv = get(id, thousands, "text/csv");
    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.body().split("\r\n", -1)).hasSize(2502);
    assertThat(csv.body()).startsWith("Region,Project,Label,Title,Status,");
    assertThat(csv.body().split("\r\n", -1)[1]).startsWith("europe,Thousand bolts,");
  }

  @Test
  void a_limit_ends_the_list_and_is_said() throws Exception {
    String id = connected("trimble-connect");

    JsonNode list = json(get(id, "/todos?limit=3", "application/json"));

    assertThat(list.path("items").size()).isEqualTo(3);
    assertThat(list.path("complete").asBoolean()).isFalse();
    assertThat(list.at("/missing/0/code").asString()).isEqualTo("limit");
  }

  @Test
  void mistakes_are_told_before_anything_is_listed() throws Exception {
    String id = connected("trimble-connect");

    assertThat(refused(get(id, "/todo", "*/*"), 404)).isEqualTo("resource_not_found");
    assertThat(refused(get(id, "/todos?project=Harbor%20bridge", "*/*"), 404))
        .isEqualTo("item_not_found");
    assertThat(get(id, "/todos?project=Harbor%20bridge", "*/*").body()).contains("Harbour bridge");
    assertThat(refused(get(id, "/todos?colour=red", "*/*"), 400)).isEqualTo("invalid_request");
    assertThat(refused(get(id, "/todos?format=xml", "*/*"), 400)).isEqualTo("invalid_request");
    assertThat(refused(get(id, "/todos?limit=0", "*/*"), 400)).isEqualTo("invalid_request");
    assertThat(refused(get("con_unknown", "/todos", "*/*"), 404)).isEqualTo("not_found");
  }

  @Test
  void a_page_that_fails_is_missing_and_the_rest_goes_on() throws Exception {
    String id = connected("trimble-connect");
    tellSandbox(
        "{\"kind\":\"status\",\"status\":404,\"endpoint\":\"api\","
            + "\"provider\":\"connect-asia\",\"times\":9}");

    JsonNode list = json(get(id, "/projects", "application/json"));

    assertThat(list.path("complete").asBoolean()).isFalse();
    assertThat(list.path("missing").size()).isEqualTo(1);
    assertThat(list.at("/missing/0/region").asString()).isEqualTo("asia");
    assertThat(list.at("/missing/0/code").asString()).isEqualTo("provider_refused");
    assertThat(names(list, "name")).contains("Harbour bridge", "River tunnel");

    tellSandbox(
        "{\"kind\":\"status\",\"status\":404,\"endpoint\":\"api\","
            + "\"provider\":\"connect-asia\",\"times\":9}");
    assertThatThrownBy(() -> get(id, "/projects?format=csv", "*/*"))
        .as("a table that is short is cut off")
        .isInstanceOf(IOException.class);
    assertThat(get(id, "/projects?format=csv&partial=true", "*/*").statusCode()).isEqualTo(200);
  }

  @Test
  void a_page_that_fails_once_is_had_the_second_time() throws Exception {
    String id = connected("trimble-connect");
    tellSandbox(
        "{\"kind\":\"status\",\"status\":500,\"endpoint\":\"api\","
            + "\"provider\":\"connect-eu\",\"times\":1}");

    assertThat(json(get(id, "/projects", "*/*")).path("complete").asBoolean()).isTrue();
  }

  @Test
  void a_user_who_has_to_connect_again_is_led_there() throws Exception {
    String id = connected("trimble-connect");
    world.admin("DELETE", "/api/v1/connections/" + id);

    HttpResponse<String> gone = get(id, "/projects", "*/*");

    assertThat(refused(gone, 403)).isEqualTo("connect_required");
    assertThat(gone.body()).contains("connect_url");
  }

  private void tellSandbox(String fault) throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(world.sandbox.url() + "/sandbox/faults"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(fault))
                .build(),
            BodyHandlers.discarding());
  }

  @Test
  void fields_of_organizations_are_a_map() throws Exception {
    world.registerTrimbleAgriculture("trimble-ag");
    Browser browser = new Browser();
    world.connect(browser, "trimble-ag", "ada");
    LeafGrower grower = new LeafGrower(world, browser, URI.create("http://localhost/back"));
    browser.submit(
        browser.open(
            URI.create(
                world.sandbox.url()
                    + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"
                    + "?clientid=trimble-ag&user=ada")),
        "Allow",
        Map.of("decision", "allow", "organization", grower.farm("Green Acres")));
    String id = id("trimble-ag");

    JsonNode map = json(get(id, "/boundaries?format=geojson", "*/*"));

    assertThat(map.path("type").asString()).isEqualTo("FeatureCollection");
    assertThat(map.path("complete").asBoolean()).as(map.toString()).isTrue();
    assertThat(map.path("features").size()).isPositive();
    assertThat(map.at("/features/0/geometry/type").asString()).contains("Polygon");
    assertThat(map.at("/features/0/properties/name").asString()).isNotEmpty();
  }

  private String connected(String integration) {
    world.connect(new Browser(), integration, "ada");
    return id(integration);
  }

  private String id(String integration) {
    String text = world.app("GET", "/api/v1/connections?user=ada").text();
    return JSON.readTree(text)
        .path("items")
        .valueStream()
        .filter(it -> it.path("integration").asString().equals(integration))
        .map(it -> it.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String id, String path, String accept) throws Exception {
    URI address = URI.create(world.hub.url() + "/api/v1/connections/" + id + "/resources" + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + world.appKey())
                .header("Accept", accept)
                .build(),
            BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static String refused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).doesNotContainPattern(Pattern.compile("Exception|planted"));
    return JSON.readTree(response.body()).path("code").asString();
  }

  private static List<String> names(JsonNode list, String member) {
    return list.path("items").valueStream().map(it -> it.path(member).asString()).toList();
  }
}
