package dev.tenon.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A port of this machine to which the browser comes back with the `connect_code`.
final class ComingBack implements AutoCloseable {
  private static final byte[] PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      <title>Connected</title><body style="font:1rem/1.5 system-ui;margin:3rem auto;max-width:32rem;padding:0 1rem">
      <h1>Back at the command line</h1><p>You can close this window.</p></body></html>
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final BlockingQueue<Secret> codes = new ArrayBlockingQueue<>(8);

  private ComingBack(HttpServer server) {
    this.server = server;
  }

  static ComingBack listen() throws IOException {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var listening = new ComingBack(HttpServer.create(here, 0));
    listening.server.createContext("/", listening::answer);
    listening.server.start();
    return listening;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/connected");
  }

  /// The code that came, waiting for it for at most `patience`.
  Optional<Secret> code(Duration patience) throws InterruptedException {
    return Optional.ofNullable(codes.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean ours = exchange.getRequestURI().getPath().equals("/connected");
      if (ours) {
        parameter(exchange.getRequestURI(), "connect_code").ifPresent(codes::offer);
      }
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.sendResponseHeaders(ours ? 200 : 404, ours ? PAGE.length : -1);
      exchange.getResponseBody().write(ours ? PAGE : new byte[0]);
    }
  }

  private static Optional<Secret> parameter(URI address, String name) {
    String query = address.getRawQuery() == null ? "" : address.getRawQuery();
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
        String value = pair.substring(name.length() + 1);
        return Optional.of(Secret.of(URLDecoder.decode(value, StandardCharsets.UTF_8)));
      }
    }
    return Optional.empty();
  }
}
