package dev.tenon.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.outbound.ScriptedServer.Conversation;
import dev.tenon.server.outbound.ScriptedServer.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Providers that say "later" in the body of an answer that looks well, and storages that say it.
final class LaterTest {
  private static final String LATER = "{\"error\":{\"reason\":\"rateLimitExceeded\"}}";

  @TempDir Path directory;
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger called = new AtomicInteger();
  private volatile String wait = "1";
  private ProxyWorld world;

  @BeforeEach
  void start() {
    world = new ProxyWorld(directory, this::answer);
    world.admin(
        "POST",
        "/connectors",
        Map.of(
            "yaml",
            """
            name: slowly
            extends: generic-oauth2
            title: Says later in its answers
            sources: ["https://example.com"]
            checked: 2026-11-29
            verified: false
            api:
              retry: {in_body: [rateLimitExceeded]}
            resources:
              many:
                title: Many
                path: many
                items: items
                paging: {type: page, parameter: page, first: 1, page_size: 2}
                columns: {id: Name}
              things:
                title: Things
                path: things
                items: items
                paging: {type: none}
                file: {path: "things/${item.id}/address", url: url}
                columns: {id: Name}
            """));
    world.register("slowly", "slowly", Map.of("api_url", world.provider.url("/api").toString()));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void an_answer_that_says_later_in_its_body_is_waited_for_and_asked_for_again() {
    world.connect("slowly", "ada");
    refusals.set(1);

    HttpResponse<String> answer = world.callAt("slowly", "GET", "/things", _ -> {});

    assertThat(answer.body()).isEqualTo("{\"items\":[{\"id\":\"a\"}]}");
    assertThat(called).hasValue(2);
  }

  @Test
  void a_list_in_whose_place_the_provider_says_later_is_missing_and_not_empty() {
    String connection = world.connect("slowly", "ada");
    refusals.set(99);
    wait = "3600";

    JsonNode list = list(connection, "things");

    assertThat(list.path("complete").asBoolean()).as(list.toString()).isFalse();
    assertThat(list.at("/missing/0/code").asString()).isEqualTo("rate_limited");
    HttpResponse<String> passed = world.callAt("slowly", "GET", "/things", _ -> {});
    assertThat(passed.headers().firstValue("Tenon-Error")).hasValue("rate_limited");
  }

  @Test
  void pages_come_in_their_order_though_one_is_asked_for_ahead_and_none_beyond_the_limit() {
    String connection = world.connect("slowly", "ada");

    JsonNode all = list(connection, "many");
    assertThat(all.path("items").valueStream().map(it -> it.path("id").asString()))
        .containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
    assertThat(all.path("complete").asBoolean()).isTrue();
    assertThat(called).hasValue(4);
    called.set(0);

    JsonNode some = list(connection, "many?limit=2");
    assertThat(some.path("count").asInt()).isEqualTo(2);
    assertThat(called.get()).isBetween(1, 2);
    called.set(0);
    list(connection, "many?limit=1");
    assertThat(called).hasValue(1);
  }

  @Test
  void a_body_that_says_nothing_of_it_comes_whole_whatever_its_status() {
    world.connect("slowly", "ada");

    HttpResponse<String> whole = world.callAt("slowly", "GET", "/refused", _ -> {});

    assertThat(whole.statusCode()).isEqualTo(403);
    assertThat(whole.body()).isEqualTo("x".repeat(40_000) + "rateLimitExceeded");
    assertThat(called).hasValue(1);
  }

  @Test
  void a_storage_that_says_later_is_asked_again_and_holds_up_the_connection_meanwhile() {
    String connection = world.connect("slowly", "ada");
    list(connection, "things");
    called.set(0);
    refusals.set(1);

    HttpResponse<String> file = get(connection, "things/a/file");

    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(file.body()).isEqualTo("bytes");
    assertThat(called).hasValue(2);
    refusals.set(99);
    wait = "3600";
    assertThat(get(connection, "things/a/file").statusCode()).isEqualTo(502);
    HttpResponse<String> other = world.callAt("slowly", "GET", "/things", _ -> {});
    assertThat(other.headers().firstValue("Tenon-Error")).hasValue("rate_limited");
  }

  private void answer(Received request, Conversation answer) throws IOException {
    String line = request.requestLine();
    if (line.contains("/address")) {
      answer.json(200, "{\"url\":\"" + world.provider.url("/storage") + "\"}");
      return;
    }
    called.incrementAndGet();
    boolean refuses = refusals.getAndUpdate(it -> Math.max(0, it - 1)) > 0;
    if (line.contains("/storage")) {
      answer.answer(refuses ? 503 : 200, refuses ? "" : "bytes", "Retry-After: " + wait);
    } else if (line.contains("/many")) {
      int page = Integer.parseInt(line.replaceFirst(".*page=([0-9]+).*", "$1"));
      answer.json(
          200,
          page > 3
              ? "{\"items\":[]}"
              : "{\"items\":[{\"id\":\"a%1$d\"},{\"id\":\"b%1$d\"}]}".formatted(page));
    } else if (line.contains("/refused")) {
      answer.answer(403, "x".repeat(40_000) + "rateLimitExceeded");
    } else if (refuses) {
      answer.answer(200, LATER, "Retry-After: " + wait);
    } else {
      answer.json(200, "{\"items\":[{\"id\":\"a\"}]}");
    }
  }

  private JsonNode list(String connection, String resource) {
    return ProxyWorld.json(get(connection, resource));
  }

  private HttpResponse<String> get(String connection, String path) {
    return world.send(
        HttpRequest.newBuilder(
                URI.create(
                    world.url() + "/api/v1/connections/" + connection + "/resources/" + path))
            .header("Authorization", "Bearer " + world.appKey)
            .build());
  }
}
