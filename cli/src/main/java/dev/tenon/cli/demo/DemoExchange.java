package dev.tenon.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One request to the demo's app and its answer.
final class DemoExchange {
  private final HttpExchange exchange;
  private final URI app;
  private final URI hub;

  DemoExchange(HttpExchange exchange, URI app, URI hub) {
    this.exchange = exchange;
    this.app = app;
    this.hub = hub;
  }

  /// Whether it came to our own name, and what changes something from a page of ours: so that no
  /// other site acts for the person at this machine.
  boolean isOurs() {
    String host = exchange.getRequestHeaders().getFirst("Host");
    boolean ourName =
        app.getAuthority().equals(host) || ("127.0.0.1:" + app.getPort()).equals(host);
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    boolean reading = exchange.getRequestMethod().equals("GET");
    return ourName && (reading || ("http://" + host).equals(origin));
  }

  String route() {
    return exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
  }

  Optional<String> parameter(String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  void page(String html) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; img-src data:; style-src 'self'; form-action 'self' "
                + hub
                + "; base-uri 'none'; frame-ancestors 'none'");
    send(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  void style() throws IOException {
    try (InputStream style = DemoExchange.class.getResourceAsStream("style.css")) {
      send(200, "text/css; charset=utf-8", style == null ? new byte[0] : style.readAllBytes());
    }
  }

  void redirect(URI to) throws IOException {
    headers();
    exchange.getResponseHeaders().set("Location", to.toString());
    exchange.sendResponseHeaders(303, -1);
  }

  /// Says in words why there is nothing to see.
  void refuse(int status, String why) throws IOException {
    send(status, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void send(int status, String type, byte[] body) throws IOException {
    headers();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /// With `no-referrer` a browser would write `null` as the origin of our own forms.
  private void headers() {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Referrer-Policy", "same-origin");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
  }
}
