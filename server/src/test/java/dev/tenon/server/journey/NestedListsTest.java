package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lists that lie in each other, at a provider that nests them oddly: a real hub, and a few fixed
/// answers.
final class NestedListsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// `a` holds `b`, which holds `a` again; `c` holds `b` too; `self` holds itself.
  private static final Map<String, String> LISTS =
      Map.of(
          "root", "a/folder one/file c/folder self/folder",
          "a", "b/folder two/file",
          "b", "a/folder three/file",
          "c", "b/folder four/file",
          "self", "self/folder");

  @TempDir private Path directory;
  private TestHub world;
  private HttpServer provider;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String connection = "";

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/", this::answer);
    provider.start();
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect("trimble-connect");
    world.verifyLinksBy("none");
    world.connect(new Browser(), "trimble-connect", "ada");
    connection =
        JSON.readTree(world.app("GET", "/api/v1/connections?user=ada").text())
            .at("/items/0/id")
            .asString();
    String yaml =
        """
        name: trimble-connect
        extends: trimble-connect
        title: Nested oddly
        sources: ["https://example.com"]
        checked: 2026-11-29
        verified: false
        resources:
          things:
            title: Things
            base_url: http://localhost:PORT
            path: list/root
            paging: {type: none}
            only: {kind: file}
            children: {path: "list/${item.id}", of: {kind: folder}, word: folder}
            columns: {id: Name}
          deep:
            title: Deep
            base_url: http://localhost:PORT
            path: list/d0
            paging: {type: none}
            children: {path: "list/${item.id}", of: {kind: folder}, word: folder, depth: 4}
            columns: {id: Name}
        """
            .replace("PORT", Integer.toString(provider.getAddress().getPort()));
    Reply posted = world.admin("POST", "/api/v1/connectors", Map.of("yaml", yaml));
    assertThat(posted.status()).as(posted.text()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    world.close();
    provider.stop(0);
  }

  @Test
  void what_is_reachable_in_two_ways_is_told_once_and_what_lies_in_itself_ends() throws Exception {
    JsonNode list = list("things");

    assertThat(ids(list)).containsExactlyInAnyOrder("one", "two", "three", "four");
    assertThat(list.path("complete").asBoolean()).isTrue();
    assertThat(list.path("notes").toString()).contains("items came twice, and were told once");
    assertThat(asked).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void what_is_nested_too_deeply_is_said_to_be_missing() throws Exception {
    JsonNode list = list("deep");

    assertThat(ids(list)).containsExactly("d1", "d2", "d3", "d4");
    assertThat(list.path("complete").asBoolean()).isFalse();
    assertThat(list.at("/missing/0/code").asString()).isEqualTo("too_deep");
    assertThat(list.at("/missing/0/parent").asString()).isEqualTo("d4");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replaceFirst("^/list/", "");
    asked.add(name);
    String things =
        name.startsWith("d")
            ? "d" + (Integer.parseInt(name.substring(1)) + 1) + "/folder"
            : LISTS.getOrDefault(name, "");
    StringBuilder json = new StringBuilder("[");
    for (String thing : things.split(" ", -1)) {
      String[] parts = thing.split("/", -1);
      json.append(json.length() > 1 ? "," : "")
          .append("{\"id\":\"%s\",\"kind\":\"%s\"}".formatted(parts[0], parts[1]));
    }
    byte[] body = json.append("]").toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private JsonNode list(String resource) throws Exception {
    URI address =
        URI.create(
            world.hub.url() + "/api/v1/connections/" + connection + "/resources/" + resource);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + world.appKey())
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static List<String> ids(JsonNode list) {
    return list.path("items").valueStream().map(it -> it.path("id").asString()).toList();
  }
}
