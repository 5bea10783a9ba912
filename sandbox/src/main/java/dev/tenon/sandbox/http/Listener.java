package dev.tenon.sandbox.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The one listening socket, and the only place that knows the web server. Each connection has a
/// virtual thread; a reply that waits holds up nobody else.
public final class Listener implements AutoCloseable {
  private static final int MOST_BODY_BYTES = 1 << 20;

  private final WebServer server;

  private Listener(WebServer server) {
    this.server = server;
  }

  /// Listens on `port` of `address`, any free port where it is 0.
  public static Listener start(InetAddress address, int port, Function<Request, Reply> world) {
    return new Listener(
        WebServer.builder()
            .address(address)
            .port(port)
            // An answer goes out in several writes; else each waits for the client's delayed ACK.
            .connectionOptions(options -> options.tcpNoDelay(true))
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofMillis(100))
            .routing(routing -> routing.any((req, res) -> exchange(req, res, world)))
            .build()
            .start());
  }

  /// The port that it listens on.
  public int port() {
    return server.port();
  }

  /// Stops listening and closes every connection.
  @Override
  public void close() {
    server.stop();
  }

  private static void exchange(
      ServerRequest req, ServerResponse res, Function<Request, Reply> world) {
    try {
      Reply reply =
          bodyOf(req)
              .map(body -> world.apply(requestOf(req, body)))
              .orElseGet(() -> Reply.text(413, "Content Too Large"));
      deliver(reply, res);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the sandbox is closing", interrupted);
    }
  }

  private static Optional<String> bodyOf(ServerRequest req) throws IOException {
    if (!req.content().hasEntity()) {
      return Optional.of("");
    }
    try (InputStream in = req.content().inputStream()) {
      byte[] bytes = in.readNBytes(MOST_BODY_BYTES + 1);
      return bytes.length > MOST_BODY_BYTES
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static Request requestOf(ServerRequest req, String body) {
    List<Headers.Field> fields = new ArrayList<>();
    req.headers()
        .forEach(
            header ->
                header
                    .allValues()
                    .forEach(value -> fields.add(new Headers.Field(header.name(), value))));
    return new Request(
        req.prologue().method().text(),
        req.prologue().uriPath().rawPath(),
        Form.parse(req.prologue().query().rawValue()),
        new Headers(fields),
        body,
        req.remotePeer().port());
  }

  private static void deliver(Reply reply, ServerResponse res)
      throws IOException, InterruptedException {
    switch (reply) {
      case Reply.Answer answer -> send(answer, res);
      case Reply.Closed() -> throw new CloseConnectionException("closed before the answer");
      case Reply.CutShort(Reply.Answer answer, int bytes) -> sendFirst(answer, bytes, res);
      case Reply.Later(Reply.Wait pause, var later) -> {
        pause.await();
        deliver(later.get(), res);
      }
      case Reply.Noted(Reply noted, Reply.Delivery delivery) -> deliver(noted, delivery, res);
    }
  }

  private static void deliver(Reply reply, Reply.Delivery delivery, ServerResponse res)
      throws IOException, InterruptedException {
    boolean whole = false;
    try {
      deliver(reply, res);
      whole = true;
    } finally {
      delivery.ended(res.status().code(), whole);
    }
  }

  private static void send(Reply.Answer answer, ServerResponse res) throws IOException {
    head(answer, res);
    try (OutputStream out = res.outputStream()) {
      answer.body().source().writeTo(out);
    }
  }

  private static void sendFirst(Reply.Answer answer, int bytes, ServerResponse res)
      throws IOException {
    var whole = new ByteArrayOutputStream();
    answer.body().source().writeTo(whole);
    head(answer, res);
    @SuppressWarnings("resource") // closing it would complete the answer
    OutputStream out = res.outputStream();
    out.write(whole.toByteArray(), 0, bytes);
    out.flush();
    throw new CloseConnectionException("cut in the middle of the answer");
  }

  private static void head(Reply.Answer answer, ServerResponse res) {
    res.status(answer.status());
    answer.headers().fields().forEach(field -> res.headers().add(headerOf(field)));
    answer
        .body()
        .length()
        .ifPresent(length -> res.header(HeaderNames.CONTENT_LENGTH, Long.toString(length)));
  }

  private static Header headerOf(Headers.Field field) {
    return HeaderValues.create(field.name(), field.value());
  }
}
