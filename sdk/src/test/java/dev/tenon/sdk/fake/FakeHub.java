package dev.tenon.sdk.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers each route with what [#on] queued for it, the last one for ever, and keeps what it
/// received. A route that nobody told it about is a 404 problem with the code `not_found`.
public final class FakeHub implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  private FakeHub(HttpServer server) {
    this.server = server;
  }

  /// A hub on a free port.
  public static FakeHub start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var hub = new FakeHub(HttpServer.create(address, 0));
      hub.server.setExecutor(hub.threads);
      hub.server.createContext("/", hub::answer);
      hub.server.start();
      return hub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its address.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers `route`, such as `GET /api/v1/apps?cursor=2`, with this status and text.
  public FakeHub on(String route, int status, String text) {
    return on(route, new Reply(status, text, Map.of()));
  }

  /// Answers `route` with this reply, after those that were queued before it.
  public FakeHub on(String route, Reply reply) {
    replies.computeIfAbsent(route, _ -> new ArrayDeque<>()).add(reply);
    return this;
  }

  /// What arrived so far.
  public List<Received> received() {
    return List.copyOf(received);
  }

  /// The last that arrived.
  public Received last() {
    return received.getLast();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String route = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      received.add(new Received(route, headers.getOrDefault("Authorization", ""), body, headers));
      send(exchange, next(route));
    }
  }

  private Reply next(String route) {
    Deque<Reply> queue = replies.get(route);
    if (queue == null) {
      return new Reply(404, "{\"code\":\"not_found\",\"detail\":\"No such thing.\"}", Map.of());
    }
    synchronized (queue) {
      return queue.size() > 1 ? queue.remove() : queue.element();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.text().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /// An answer to give.
  public record Reply(int status, String text, Map<String, String> headers) {}

  /// A request that arrived.
  ///
  /// @param headers the first value of each, whatever the case of its name
  public record Received(
      String route, String authorization, String body, Map<String, String> headers) {}
}
