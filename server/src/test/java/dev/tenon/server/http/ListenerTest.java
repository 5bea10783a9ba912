package dev.tenon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ListenerTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String HOST = "Host: localhost\r\n";

  private final ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private Listener listener = start(ListenerSettings.defaults());

  @BeforeEach
  void listening() {
    assertThat(listener.port()).isPositive();
  }

  @AfterEach
  void close() {
    release.countDown();
    listener.close();
    client.close();
  }

  @Test
  void route_gets_decoded_parameters_and_answers_with_security_headers_and_an_id() {
    HttpResponse<String> response = get("/things/a%20b%2Fc?x=1&x=%C3%A9");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("a b/c [1, é]");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(response.headers().firstValue("X-Request-Id").orElseThrow()).startsWith("req_");
    assertThat(response.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void browsers_are_told_to_insist_on_https_only_where_the_hub_is_reached_by_it() {
    restart(ListenerSettings.defaults().overHttps());
    assertThat(get("/things/a").headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=31536000");
  }

  @Test
  void head_is_answered_like_get_without_the_body() {
    HttpResponse<String> response = exchange("HEAD", "/things/abc", "");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).hasValue("6");
    assertThat(response.body()).isEmpty();
    assertThat(get("/things/abc").statusCode()).isEqualTo(200);
  }

  @Test
  void options_says_what_is_allowed() {
    HttpResponse<String> response = exchange("OPTIONS", "/things/abc", "");
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
  }

  @Test
  void unknown_path_and_wrong_method_are_problems_with_the_request_id() {
    HttpResponse<String> missing = get("/nothing");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(missing.body())
        .contains("\"type\":\"https://tenon.dev/problems/not_found\"")
        .contains("\"code\":\"not_found\"")
        .contains(
            "\"request_id\":\"%s\""
                .formatted(missing.headers().firstValue("X-Request-Id").orElseThrow()));
    HttpResponse<String> method = exchange("DELETE", "/things/a", "");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(method.body()).contains("\"code\":\"method_not_allowed\"");
  }

  @Test
  void path_tricks_reach_no_route() {
    for (String path :
        List.of(
            "//things/a",
            "/things//a",
            "/things/a;x=1",
            "/things;x/a",
            "/x/../things/a",
            "/things/%2e%2e",
            "/things/a%00",
            "/things/a%ff",
            "/things/a%5Cb",
            "http://localhost/things/a",
            "/things/a%zz")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
      assertThat(answer).as(path).startsWith("HTTP/1.1 400 ");
      assertThat(answer).as(path).contains("\"code\":\"invalid_request\"");
    }
    assertThat(answered).doesNotContain("GET /things/{name} 200");
  }

  @Test
  void body_that_is_announced_too_large_is_refused_before_it_is_read() {
    HttpResponse<String> response = exchange("POST", "/echo", "x".repeat(2000));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("\"code\":\"payload_too_large\"");
    assertThat(exchange("POST", "/echo", "abc").body()).isEqualTo("abc");
  }

  @Test
  void chunked_body_that_grows_too_large_is_refused() {
    String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
    String answer =
        raw(
            "POST /echo HTTP/1.1\r\n"
                + HOST
                + "Transfer-Encoding: chunked\r\n\r\n"
                + chunk
                + chunk
                + "0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void large_body_that_nobody_reads_is_cut_by_closing() {
    long announced = 100_000_000L;
    try (Wire wire = new Wire(listener.port())) {
      wire.send("POST /unread HTTP/1.1\r\n" + HOST + "Content-Length: " + announced + "\r\n\r\n");
      assertThat(wire.flood(announced)).isLessThan(announced / 2);
    }
  }

  @Test
  void small_body_that_nobody_reads_leaves_the_connection_usable() {
    String request = "POST /unread HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc";
    String last = "GET /things/z HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
    assertThat(raw(request + last))
        .contains("HTTP/1.1 204 ")
        .contains("HTTP/1.1 200 ")
        .endsWith("z []");
  }

  @Test
  void bytes_after_an_answer_that_closes_are_no_request() {
    String hidden = "GET /things/hidden HTTP/1.1\r\n" + HOST + "\r\n";
    raw(
        "POST /echo HTTP/1.1\r\n"
            + HOST
            + "Content-Length: 5000\r\n\r\n"
            + hidden
            + "x".repeat(6000));
    awaitAnswers(1);
    assertThat(answered).containsExactly("POST /echo 413");
  }

  @Test
  void request_whose_head_never_ends_is_closed() {
    restart(shortLimits());
    assertThat(raw("GET /things/a HTTP/1.1\r\nHost: loc")).isEmpty();
  }

  @Test
  void request_whose_body_never_ends_is_closed() {
    restart(shortLimits());
    assertThat(raw("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\nabc")).isEmpty();
  }

  @Test
  void connection_that_says_nothing_is_closed() {
    restart(shortLimits());
    assertThat(raw("")).isEmpty();
    assertThat(raw("GET /things/a HTTP/1.1\r\n" + HOST + "\r\n")).endsWith("a []");
  }

  @Test
  void malformed_and_oversized_heads_are_problems_that_repeat_nothing() {
    for (String head :
        List.of(
            "GET /a HTTP/1.1\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "POST /echo HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: +5\r\n\r\n",
            "GET /a HTTP/1.1\r\n" + HOST + "X-Marker : planted\r\n\r\n")) {
      assertThat(raw(head)).as(head).startsWith("HTTP/1.1 400 ").doesNotContain("planted");
    }
    assertThat(raw("GET /a HTTP/1.1\r\n" + HOST + "X: " + "planted".repeat(9000) + "\r\n\r\n"))
        .containsAnyOf("\"code\":\"headers_too_large\"", "\"code\":\"invalid_request\"")
        .doesNotContain("planted");
    assertThat(raw("GET /" + "a".repeat(17_000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
        .contains("\"code\":\"uri_too_long\"");
    assertThat(raw("GET /a HTTP/1.0\r\n\r\n")).contains("\"code\":\"http_version_not_supported\"");
  }

  @Test
  void failure_of_an_endpoint_is_an_internal_error_that_shows_nothing() {
    HttpResponse<String> response = get("/fails");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .contains("\"code\":\"internal_error\"")
        .doesNotContain("planted-secret")
        .doesNotContain("Exception");
  }

  @Test
  void store_that_is_away_is_a_503_with_retry_after() {
    HttpResponse<String> response = get("/store-away");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(response.body())
        .contains("\"code\":\"store_unavailable\"")
        .doesNotContain("planted");
  }

  @Test
  void closing_lets_a_request_under_way_finish() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> slow = executor.submit(() -> get("/slow"));
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      Future<?> closing = executor.submit(listener::close);
      release.countDown();
      assertThat(slow.get(20, TimeUnit.SECONDS).body()).isEqualTo("slow");
      closing.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_connection_ends_with_its_answer_when_the_listener_is_closed() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        Wire wire = new Wire(listener.port())) {
      wire.send("GET /slow HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      Future<?> closing = executor.submit(listener::close);
      awaitRefusal();
      release.countDown();
      assertThat(wire.readAll())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("connection: close");
      closing.get(20, TimeUnit.SECONDS);
    }
  }

  /// Waits until nobody is let in any more.
  private void awaitRefusal() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        LockSupport.parkNanos(1_000_000);
      } catch (ConnectException _) {
        return;
      }
    }
  }

  @Test
  void answers_are_told_with_the_routes_pattern() {
    get("/things/abc");
    get("/nothing");
    awaitAnswers(2);
    assertThat(answered).contains("GET /things/{name} 200", "GET  404");
  }

  /** An answer is told after it was sent: whoever has read it may be ahead. */
  private void awaitAnswers(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (answered.size() < count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Listener start(ListenerSettings settings) {
    return Listener.start(
        settings.at("127.0.0.1", 0),
        List.of(
            Route.of("GET", "/things/{name}", ListenerTest::thing),
            new Route(
                "POST",
                "/echo",
                1000,
                request -> text(new String(request.body(), StandardCharsets.UTF_8))),
            Route.of("POST", "/unread", _ -> Answer.empty(204)),
            Route.of("GET", "/slow", _ -> slow()),
            Route.of(
                "GET",
                "/store-away",
                _ -> {
                  throw new StoreUnavailableException("planted", new IOException("planted"));
                }),
            Route.of(
                "GET",
                "/fails",
                _ -> {
                  throw new IllegalStateException("planted-secret");
                })),
        new Random(1),
        (method, pattern, status, _) -> answered.add(method + " " + pattern + " " + status));
  }

  private void restart(ListenerSettings settings) {
    listener.close();
    listener = start(settings);
  }

  private static ListenerSettings shortLimits() {
    ListenerSettings usual = ListenerSettings.defaults();
    return new ListenerSettings(
        usual.host(),
        usual.port(),
        false,
        SHORT,
        SHORT,
        SHORT,
        SHORT,
        usual.grace(),
        usual.headerBytes(),
        usual.lineBytes(),
        usual.connections());
  }

  private static Answer thing(Request request) {
    return text(request.pathParameter("name") + " " + request.queryParameters("x"));
  }

  private Answer slow() {
    entered.countDown();
    try {
      assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return text("slow");
  }

  private static Answer text(String text) {
    return Answer.text(200, "text/plain; charset=utf-8", text);
  }

  private String raw(String request) {
    try (Wire wire = new Wire(listener.port())) {
      return wire.send(request).readAll();
    }
  }

  private HttpResponse<String> get(String path) {
    return exchange("GET", path, "");
  }

  private HttpResponse<String> exchange(String method, String path, String body) {
    URI uri = URI.create("http://127.0.0.1:" + listener.port() + path);
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    try {
      return client.send(
          HttpRequest.newBuilder(uri).method(method, publisher).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
