package dev.tenon.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tenon.server.outbound.ScriptedServer.Conversation;
import dev.tenon.server.outbound.ScriptedServer.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The rows of the threat list that belong to the proxy, each named after its row; D8 is
/// [ProxyFlowTest].
final class ProxyThreatsTest extends ProxyScene {
  private static final String TOKEN = "access-token-1";

  @Test
  void D1_paths_that_lead_elsewhere_are_refused_and_nothing_is_sent() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    for (String path :
        List.of(
            "//evil.example/x",
            "/https://evil.example/x",
            "/..%2f..%2fadmin",
            "/%2e%2e/admin",
            "/a/%2e%2e/%2e%2e/admin",
            "/%252e%252e/admin",
            "/a/../../admin",
            "/./a",
            "/..;/admin",
            "/a/%2e.%5cadmin",
            "/a%0d%0aX-Evil:%201",
            "/a%00",
            "/a%zz",
            "/a\\..\\b")) {
      String answer = world.raw("GET /proxy/acme" + path + " HTTP/1.1");
      assertThat(answer).as(path).startsWith("HTTP/1.1 400 ").contains("invalid_request");
    }
    assertThat(world.received()).isEmpty();
  }

  @Test
  void D1_names_that_look_like_hosts_stay_below_the_base() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    for (String path : List.of("/@evil.example", "/:80/x", "/https:/evil.example", "/a%2Fb", "/")) {
      assertThat(world.raw("GET /proxy/acme" + path + " HTTP/1.1")).as(path).contains(" 200 ");
    }
    assertThat(world.received())
        .extracting(Received::requestLine)
        .containsExactly(
            "GET /api/v1/@evil.example HTTP/1.1",
            "GET /api/v1/:80/x HTTP/1.1",
            "GET /api/v1/https:/evil.example HTTP/1.1",
            "GET /api/v1/a%2Fb HTTP/1.1",
            "GET /api/v1 HTTP/1.1");
    assertThat(world.received())
        .allSatisfy(it -> assertThat(it.header("host")).startsWith("localhost:"));
  }

  @Test
  void D2_credentials_and_routing_headers_of_the_caller_stay_here() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    world.raw(
        "GET /proxy/acme/a HTTP/1.1",
        "Cookie: session=1",
        "Proxy-Authorization: Basic x",
        "Proxy-Connection: close",
        "X-Forwarded-For: 10.0.0.1",
        "X-Forwarded-Host: evil.example",
        "Forwarded: for=10.0.0.1",
        "X-Real-IP: 10.0.0.1",
        "X-HTTP-Method-Override: DELETE",
        "X-Original-URL: /admin",
        "Tenon-Anything: 1",
        "Origin: https://evil.example",
        "Referer: https://evil.example",
        "X-Wanted: yes",
        "X-Named: no",
        "Accept: text/plain",
        "Connection: authorization, x-named");
    Received received = world.received().getFirst();
    assertThat(received.header("authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(received.header("accept")).isEqualTo("text/plain");
    assertThat(received.header("x-wanted")).isEqualTo("yes");
    assertThat(received.headers().keySet())
        .containsExactlyInAnyOrder(
            "host", "connection", "user-agent", "authorization", "accept", "x-wanted");
    assertThat(received.header("connection")).isEqualTo("keep-alive");
  }

  @Test
  void D3_requests_that_can_be_read_in_two_ways_reach_no_provider() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    for (List<String> lines :
        List.of(
            List.of("Content-Length: 3", "Transfer-Encoding: chunked"),
            List.of("Content-Length: 3", "Content-Length: 4"),
            List.of("Transfer-Encoding: xchunked"),
            List.of("Transfer-Encoding : chunked"),
            List.of("X-A: 1\r\n  folded"),
            List.of("Host: other"))) {
      String answer = world.raw("POST /proxy/acme/a HTTP/1.1", lines.toArray(String[]::new));
      assertThat(answer).as(lines.toString()).matches("(?s)HTTP/1.1 (400|501) .*");
    }
    assertThat(world.received()).isEmpty();
  }

  @Test
  void D4_line_breaks_never_reach_a_request_line_or_header() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    String answer = world.raw("GET /proxy/acme/a?x=1%0d%0aX-Evil:+1 HTTP/1.1");
    assertThat(answer).contains(" 200 ");
    assertThat(world.received().getFirst().requestLine())
        .isEqualTo("GET /api/v1/a?x=1%0d%0aX-Evil:+1 HTTP/1.1");
    assertThat(world.raw("GET /proxy/acme/a HTTP/1.1", "X-A: 1\rX-Evil: 1"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(world.received()).hasSize(1);
  }

  @Test
  void D5_redirect_is_passed_back_and_not_followed() {
    ProxyWorld world =
        world((_, answer) -> answer.answer(302, "", "Location: https://evil.example/x?t=" + TOKEN));
    HttpResponse<String> answer = world.get("/a");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("https://evil.example/x?t=" + "*".repeat(TOKEN.length()));
    assertThat(world.received()).hasSize(1);
  }

  @Test
  void D5_redirect_within_the_api_leads_back_to_the_hub() {
    ProxyWorld world =
        world((_, answer) -> answer.answer(301, "", "Location: /api/v1/projects/?x=1"));
    assertThat(world.get("/projects").headers().firstValue("Location"))
        .hasValue("/proxy/acme/projects/?x=1");
  }

  @Test
  void D6_token_is_blotted_out_of_body_and_headers_wherever_it_is_cut() {
    String quoted = "{\"you\":\"sent " + TOKEN + "\",\"again\":\"" + TOKEN + "\"}";
    ProxyWorld world =
        world(
            (_, answer) -> {
              answer.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Echo: Bearer "
                      + TOKEN
                      + "\r\nTransfer-Encoding: chunked\r\n\r\n");
              for (int i = 0; i < quoted.length(); i++) {
                answer.send("1\r\n" + quoted.charAt(i) + "\r\n");
              }
              answer.send("0\r\n\r\n");
            });
    HttpResponse<String> answer = world.get("/debug");
    assertThat(answer.body()).isEqualTo(quoted.replace(TOKEN, "*".repeat(TOKEN.length())));
    assertThat(answer.headers().firstValue("X-Echo")).hasValue("Bearer **************");
  }

  @Test
  void D6_token_is_blotted_out_of_what_is_compressed_unasked() {
    byte[] zipped = zipped("quoted " + TOKEN);
    ProxyWorld world =
        world(
            (_, answer) -> {
              answer.send(
                  "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + zipped.length
                      + "\r\n\r\n");
              answer.send(zipped);
            });
    HttpResponse<String> answer = world.get("/debug");
    assertThat(answer.body()).isEqualTo("quoted **************");
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void D7_nothing_is_passed_that_speaks_for_the_hubs_own_address() {
    ProxyWorld world =
        world(
            (_, answer) ->
                answer.answer(
                    200,
                    "<script>alert(1)</script>",
                    "Content-Type: text/html",
                    "Set-Cookie: a=b",
                    "Strict-Transport-Security: max-age=1",
                    "Access-Control-Allow-Origin: *",
                    "Content-Security-Policy: default-src *",
                    "Clear-Site-Data: \"*\"",
                    "X-Frame-Options: ALLOWALL",
                    "X-Accel-Redirect: /internal",
                    "Service-Worker-Allowed: /",
                    "Refresh: 0; url=https://evil.example",
                    "Tenon-Error: forged",
                    "WWW-Authenticate: Basic realm=\"x\"",
                    "Cache-Control: public",
                    "ETag: \"1\""));
    HttpResponse<String> answer = world.get("/page");
    Map<String, List<String>> headers = answer.headers().map();
    assertThat(headers.keySet().stream().map(String::toLowerCase).toList())
        .doesNotContain(
            "set-cookie",
            "strict-transport-security",
            "access-control-allow-origin",
            "clear-site-data",
            "x-frame-options",
            "x-accel-redirect",
            "service-worker-allowed",
            "refresh",
            "tenon-error",
            "www-authenticate")
        .contains("etag");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().allValues("Content-Disposition")).containsExactly("attachment");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
  }

  @Test
  void D9_refused_call_is_made_once_more_where_its_body_is_still_there() {
    ProxyWorld world = world(ProxyThreatsTest::onlyTheSecondToken);
    HttpResponse<String> answer =
        world.call("POST", "/a", request -> request.POST(BodyPublishers.ofString("{\"a\":1}")));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(world.received()).hasSize(2);
    assertThat(world.received()).allSatisfy(it -> assertThat(it.body()).isEqualTo("{\"a\":1}"));
    assertThat(world.refreshes()).isEqualTo(1);
  }

  @Test
  void D9_refused_call_is_not_made_again_once_its_body_has_gone_by() {
    ProxyWorld world = world(ProxyThreatsTest::onlyTheSecondToken);
    byte[] large = new byte[RequestBodies.WHOLE_BYTES + 1];
    HttpResponse<String> first =
        world.call("POST", "/a", request -> request.POST(BodyPublishers.ofByteArray(large)));
    assertThat(first.statusCode()).isEqualTo(401);
    assertThat(world.received()).hasSize(1);
    HttpResponse<String> second =
        world.call("POST", "/a", request -> request.POST(BodyPublishers.ofByteArray(large)));
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(world.refreshes()).isEqualTo(1);
  }

  @Test
  void D9_provider_that_refuses_every_token_is_asked_twice_and_no_more() {
    ProxyWorld world = world((_, answer) -> answer.json(401, "{\"error\":\"no\"}"));
    HttpResponse<String> answer = world.get("/a");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"error\":\"no\"}");
    assertThat(answer.headers().firstValue("Tenon-Error")).isEmpty();
    assertThat(world.received()).hasSize(2);
  }

  @Test
  void D10_app_makes_the_calls_that_it_may_and_gets_around_them_by_nothing() {
    ProxyWorld world = world((_, answer) -> answer.answer(200, ""));
    world.admin(
        "PATCH", "/apps/viewer", Map.of("allowed_calls", List.of("GET /**", "POST /todos/*")));
    assertThat(world.get("/todos/1").statusCode()).isEqualTo(200);
    assertThat(world.call("HEAD", "/todos/1", _ -> {}).statusCode()).isEqualTo(200);
    assertThat(world.call("POST", "/todos/1", _ -> {}).statusCode()).isEqualTo(200);
    int before = world.received().size();
    for (String call :
        List.of("DELETE /todos/1", "POST /todos", "POST /todos/1/x", "POST /todos/1%2Fx")) {
      String[] words = call.split(" ", -1);
      HttpResponse<String> answer =
          world.call(
              words[0], words[1], request -> request.header("X-HTTP-Method-Override", "GET"));
      assertThat(answer.statusCode()).as(call).isEqualTo(403);
      assertThat(answer.headers().firstValue("Tenon-Error")).hasValue("call_not_allowed");
    }
    assertThat(world.received()).hasSize(before);
    HttpResponse<String> token = world.token();
    assertThat(token.statusCode()).isEqualTo(403);
    assertThat(token.body()).contains("token_not_allowed").doesNotContain(TOKEN);
    world.admin("PATCH", "/apps/viewer", Map.of("allowed_calls", List.of()));
    assertThat(world.call("DELETE", "/todos/1", _ -> {}).statusCode()).isEqualTo(200);
    assertThat(world.token().statusCode()).isEqualTo(200);
  }

  @Test
  void D11_key_in_the_query_is_neither_logged_nor_told() {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Level before = root.getLevel();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try {
      ProxyWorld world = world((_, answer) -> answer.hangUp());
      world.admin("POST", "/connectors", Map.of("yaml", queryKey(world)));
      world.register("keyed-api-key", "acme-api-key", Map.of());
      world.admin(
          "POST",
          "/connections",
          Map.of(
              "integration", "keyed-api-key",
              "user", "ada",
              "credentials", Map.of("api_key", "query-key-planted")));
      HttpResponse<String> answer =
          world.callAt("keyed-api-key", "POST", "/list?key=mine&x=1", _ -> {});
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body())
          .contains("provider_no_answer")
          .doesNotContain("query-key-planted")
          .doesNotContain("localhost");
      assertThat(world.received().getFirst().requestLine())
          .isEqualTo("POST /api/list?x=1&key=query-key-planted HTTP/1.1");
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
    assertThat(log.list)
        .allSatisfy(
            event -> assertThat(event.getFormattedMessage()).doesNotContain("query-key-planted"));
  }

  private static String queryKey(ProxyWorld world) {
    return """
    name: acme-api-key
    title: Acme
    sources: [https://acme.example/docs]
    checked: 2026-01-01
    verified: false
    definitions:
      api-key:
        title: API key
        type: api_key
        fields:
          api_key: {title: Key, secret: true}
    api:
      base_url: %s
      query:
        key: ${access_token}
    """
        .formatted(world.provider.url("/api"));
  }

  private static void onlyTheSecondToken(Received request, Conversation answer) throws IOException {
    if (request.header("authorization").equals("Bearer access-token-2")) {
      answer.json(201, "{}");
    } else {
      answer.json(401, "{}");
    }
  }

  private static byte[] zipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
