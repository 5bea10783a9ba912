package dev.tenon.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.outbound.ScriptedServer.Received;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an app gets from `/proxy/{integration}/{path}`.
final class ProxyTest extends ProxyScene {
  @Test
  void call_reaches_the_api_with_its_query_and_body_and_the_token() {
    ProxyWorld world =
        world(
            (_, answer) ->
                answer.answer(
                    201,
                    "{\"id\":7}",
                    "Content-Type: application/vnd.acme+json",
                    "ETag: \"7\"",
                    "Link: <https://api.example/x?page=2>; rel=\"next\"",
                    "X-RateLimit-Remaining: 9",
                    "X-Request-Id: theirs"));
    HttpResponse<String> answer =
        world.call(
            "POST",
            "/projects/a%20b/todos?q=%C3%A9&filter[x]=1",
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"title\":\"é\"}")));
    assertThat(answer.body()).isEqualTo("{\"id\":7}");
    Received received = world.received().getFirst();
    assertThat(received.requestLine())
        .isEqualTo("POST /api/v1/projects/a%20b/todos?q=%C3%A9&filter%5Bx%5D=1 HTTP/1.1");
    assertThat(received.body()).isEqualTo("{\"title\":\"é\"}");
    assertThat(received.header("content-type")).isEqualTo("application/json");
    assertThat(received.header("authorization")).isEqualTo("Bearer access-token-1");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/vnd.acme+json");
    assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
    assertThat(answer.headers().firstValue("Link").orElseThrow()).contains("rel=\"next\"");
    assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).hasValue("9");
    assertThat(answer.headers().firstValue("Tenon-Provider-Request-Id")).hasValue("theirs");
    assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).startsWith("req_");
    assertThat(answer.headers().firstValue("Tenon-Connection")).hasValue(world.connection);
  }

  @Test
  void errors_of_the_provider_are_its_own_and_those_of_the_hub_are_marked() {
    ProxyWorld world = world((_, answer) -> answer.json(403, "{\"code\":\"FORBIDDEN\"}"));
    HttpResponse<String> theirs = world.get("/a");
    assertThat(theirs.statusCode()).isEqualTo(403);
    assertThat(theirs.body()).isEqualTo("{\"code\":\"FORBIDDEN\"}");
    assertThat(theirs.headers().firstValue("Tenon-Error")).isEmpty();
    HttpResponse<String> ours =
        world.call("GET", "/a", request -> request.setHeader("Tenon-User", "bo"));
    assertThat(ours.statusCode()).isEqualTo(403);
    assertThat(ours.headers().firstValue("Tenon-Error")).hasValue("connect_required");
    assertThat(ours.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(ProxyWorld.json(ours).path("connect_url").asString()).contains("/connect/");
  }

  @Test
  void integration_and_user_are_checked_as_for_a_token() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    world.admin("PATCH", "/oauth-clients/acme", Map.of("apps", List.of()));
    assertCode(world.get("/a"), 412, "integration_not_assigned");
    HttpResponse<String> missing = world.callAt("acmee", "GET", "/a", _ -> {});
    assertCode(missing, 404, "integration_not_found");
    assertThat(ProxyWorld.json(missing).path("nearest").path(0).asString()).isEqualTo("acme");
    world.admin("PATCH", "/oauth-clients/acme", Map.of("apps", "all"));
    assertCode(
        world.call("GET", "/a", request -> request.setHeader("Tenon-User", " ")),
        400,
        "invalid_request");
    HttpResponse<String> noKey =
        world.send(HttpRequest.newBuilder(URI.create(world.url() + "/proxy/acme/a")).build());
    assertCode(noKey, 401, "unauthorized");
    assertThat(world.received()).isEmpty();
  }

  @Test
  void user_of_any_script_is_named_as_headers_can() throws Exception {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    world.connect("acme", "Ünal+Ğ");
    assertThat(
            world
                .call(
                    "GET",
                    "/a",
                    request -> request.setHeader("Tenon-User", "UTF-8''%C3%9Cnal+%C4%9E"))
                .statusCode())
        .isEqualTo(200);
    byte[] head =
        """
        GET /proxy/acme/a HTTP/1.1
        Host: localhost
        Connection: close
        Authorization: Bearer %s
        Tenon-User: Ünal

        """
            .formatted(world.appKey)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    try (Socket socket = world.open()) {
      socket.getOutputStream().write(head);
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .contains("RFC 8187");
    }
  }

  @Test
  void head_has_the_headers_alone_and_options_is_not_passed_on() {
    ProxyWorld world =
        world((_, answer) -> answer.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
    HttpResponse<String> head = world.call("HEAD", "/a", _ -> {});
    assertThat(head.headers().firstValue("Content-Length")).hasValue("99");
    assertThat(world.received().getFirst().requestLine()).startsWith("HEAD ");
    HttpResponse<String> options = world.call("OPTIONS", "/a", _ -> {});
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow"))
        .hasValue("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
    assertThat(options.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(world.received()).hasSize(1);
  }

  @Test
  void partial_content_and_bodiless_answers_come_through_as_they_are() {
    ProxyWorld world =
        world(
            (request, answer) -> {
              if (request.header("range").isEmpty()) {
                answer.send("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
              } else {
                answer.answer(206, "[1]", "Content-Range: items 0-0/40");
              }
            });
    HttpResponse<String> part =
        world.call("GET", "/a", request -> request.header("Range", "items=0-0"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("items 0-0/40");
    assertThat(world.received().getFirst().header("range")).isEqualTo("items=0-0");
    HttpResponse<String> same =
        world.call("GET", "/a", request -> request.header("If-None-Match", "\"1\""));
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(world.received().getLast().header("if-none-match")).isEqualTo("\"1\"");
  }

  @Test
  void content_type_is_set_where_the_provider_needs_it_and_left_out_where_it_does_harm() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    world.register(
        "tc",
        "trimble-connect",
        Map.of(
            "identity_url", world.provider.url("/id").toString(),
            "region_url", world.provider.url("").toString()));
    world.connect("tc", "ada");
    world.callAt("tc", "POST", "/todos", request -> request.POST(BodyPublishers.ofString("{}")));
    world.callAt(
        "tc", "GET", "/todos", request -> request.header("Content-Type", "application/json"));
    assertThat(world.received())
        .extracting(it -> it.requestLine() + " " + it.header("content-type"))
        .containsExactly(
            "POST /tc/api/2.0/todos HTTP/1.1 application/json", "GET /tc/api/2.0/todos HTTP/1.1 ");
  }

  @Test
  void region_chooses_among_those_of_the_connector() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    world.admin("POST", "/connectors", Map.of("yaml", regions(world)));
    world.register("spread", "acme-regions", Map.of());
    world.connect("spread", "ada");
    world.callAt("spread", "GET", "/x", _ -> {});
    world.callAt("spread", "GET", "/x", request -> request.header("Tenon-Region", "Europe"));
    assertThat(world.received())
        .extracting(Received::requestLine)
        .containsExactly("GET /na/api/x HTTP/1.1", "GET /eu/api/x HTTP/1.1");
    HttpResponse<String> unknown =
        world.callAt("spread", "GET", "/x", request -> request.header("Tenon-Region", "moon"));
    assertCode(unknown, 400, "invalid_request");
    assertThat(unknown.body()).contains("america", "europe");
    world.admin(
        "PATCH",
        "/oauth-clients/spread",
        Map.of("parameters", Map.of("region", "europe"), "client_secret", "client-secret-1"));
    world.callAt("spread", "GET", "/y", _ -> {});
    assertThat(world.received().getLast().requestLine()).isEqualTo("GET /eu/api/y HTTP/1.1");
  }

  @Test
  void address_that_is_not_known_or_not_allowed_is_the_admins_to_mend() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    world.register("nowhere", "generic-oauth2", Map.of());
    world.connect("nowhere", "ada");
    assertCode(world.callAt("nowhere", "GET", "/a", _ -> {}), 502, "api_not_callable");
    world.register(
        "inside", "generic-oauth2", Map.of("api_url", "http://127.0.0.1:" + world.hub.port()));
    world.connect("inside", "ada");
    HttpResponse<String> inside = world.callAt("inside", "GET", "/metrics", _ -> {});
    assertCode(inside, 502, "api_not_callable");
    assertThat(inside.body()).contains("private or reserved address");
  }

  @Test
  void provider_that_is_not_there_is_told_with_a_time() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    world.register("gone", "generic-oauth2", Map.of("api_url", "http://localhost:1"));
    world.connect("gone", "ada");
    HttpResponse<String> answer = world.callAt("gone", "GET", "/a", _ -> {});
    assertThat(answer.statusCode()).isIn(502, 503);
    world.register("hangs-up", "generic-oauth2", Map.of("api_url", "http://localhost:18999"));
    world.connect("hangs-up", "ada");
    HttpResponse<String> refused = world.callAt("hangs-up", "GET", "/a", _ -> {});
    assertCode(refused, 503, "provider_unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void many_who_see_the_same_token_refused_cause_one_refresh_and_all_are_served() {
    ProxyWorld world =
        world(
            (request, answer) -> {
              boolean fresh = request.header("authorization").equals("Bearer access-token-2");
              answer.json(fresh ? 200 : 401, "{}");
            });
    List<Integer> statuses = inParallel(40, _ -> world.get("/a").statusCode());
    assertThat(statuses).containsOnly(200);
    assertThat(world.refreshes()).isEqualTo(1);
  }

  @Test
  void call_that_is_told_to_come_later_waits_and_is_made_again() {
    AtomicInteger calls = new AtomicInteger();
    ProxyWorld world =
        world(
            (_, answer) -> {
              if (calls.incrementAndGet() == 1) {
                answer.answer(429, "slow", "Retry-After: 1");
              } else {
                answer.json(200, "{}");
              }
            });
    HttpResponse<String> answer =
        world.call("POST", "/a", request -> request.POST(BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(calls).hasValue(2);
  }

  @Test
  void date_in_retry_after_is_obeyed_too() {
    AtomicInteger calls = new AtomicInteger();
    ProxyWorld world =
        world(
            (_, answer) -> {
              if (calls.incrementAndGet() == 1) {
                ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
                answer.answer(
                    429,
                    "slow",
                    "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(now),
                    "Retry-After: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusSeconds(1)));
              } else {
                answer.json(200, "{}");
              }
            });
    assertThat(world.get("/a").statusCode()).isEqualTo(200);
  }

  @Test
  void wait_beyond_the_callers_patience_is_told_and_holds_for_everybody() {
    ProxyWorld world = world((_, answer) -> answer.answer(429, "slow", "Retry-After: 250"));
    HttpResponse<String> first = world.get("/a");
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.body()).isEqualTo("slow");
    assertThat(first.headers().firstValue("Retry-After")).hasValue("250");
    HttpResponse<String> next = world.get("/b");
    assertCode(next, 429, "rate_limited");
    assertThat(Integer.parseInt(next.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(240, 250);
    assertThat(world.received()).hasSize(1);
  }

  @Test
  void burst_does_not_all_run_into_the_limit() {
    AtomicInteger allowed = new AtomicInteger(10);
    AtomicInteger refused = new AtomicInteger();
    ProxyWorld world =
        world(
            (_, answer) -> {
              if (allowed.getAndDecrement() > 0) {
                answer.json(200, "{}");
              } else {
                refused.incrementAndGet();
                // Once it has said so it takes the next ones.
                allowed.set(200);
                answer.answer(429, "slow", "Retry-After: 1");
              }
            });
    List<Integer> statuses = inParallel(100, _ -> world.get("/a").statusCode());
    assertThat(statuses).containsOnly(200);
    assertThat(refused.get()).isBetween(1, 20);
  }

  @Test
  void one_connection_at_its_limit_does_not_hold_up_another() {
    ProxyWorld world =
        world(
            (request, answer) -> {
              if (request.header("x-who").equals("ada")) {
                answer.answer(429, "slow", "Retry-After: 250");
              } else {
                answer.json(200, "{}");
              }
            });
    world.connect("acme", "bo");
    world.call("GET", "/a", request -> request.header("X-Who", "ada"));
    HttpResponse<String> bo =
        world.call(
            "GET", "/a", request -> request.setHeader("Tenon-User", "bo").header("X-Who", "bo"));
    assertThat(bo.statusCode()).isEqualTo(200);
  }

  @Test
  void client_that_asks_with_100_continue_is_told_to_go_on() throws Exception {
    CountDownLatch went = new CountDownLatch(1);
    ProxyWorld world =
        world(
            (_, answer) -> {
              went.countDown();
              answer.json(200, "{}");
            });
    HttpResponse<String> answer =
        world.call(
            "POST",
            "/a",
            request -> request.expectContinue(true).POST(BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(went.await(1, TimeUnit.SECONDS)).isTrue();
  }

  private static String regions(ProxyWorld world) {
    return """
    name: acme-regions
    title: Acme
    extends: generic-oauth2
    sources: [https://acme.example/docs]
    checked: 2026-01-01
    verified: false
    regions:
      america: {title: America, master: true, values: {region_path: na}}
      europe: {title: Europe, values: {region_path: eu}}
    api:
      base_url: %s/${region_path}/api
    """
        .formatted(world.provider.url(""));
  }

  private static void assertCode(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Tenon-Error")).hasValue(code);
  }

  /// A call of its own for each of `count` threads at once.
  private static List<Integer> inParallel(int count, IntUnaryOperator call) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all =
          IntStream.range(0, count)
              .mapToObj(i -> threads.submit(() -> call.applyAsInt(i)))
              .toList();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> each : all) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
