package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of an app with several tables, at a provider that answers for none of them before it
/// was asked for all, and with an answer of yes or no.
final class SeveralTablesTest {
  @TempDir private Path directory;
  private final CountDownLatch asked = new CountDownLatch(2);
  private TestHub world;
  private HttpServer provider;

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    provider.createContext("/", this::answer);
    provider.start();
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect("trimble-connect");
    world.verifyLinksBy("none");
    try (Browser browser = new Browser()) {
      world.connect(browser, "trimble-connect", "ada");
    }
    String yaml =
        """
        name: trimble-connect
        extends: trimble-connect
        title: With tides and gates
        sources: ["https://example.com"]
        checked: 2026-11-30
        verified: false
        resources:
          tides:
            title: Tides
            base_url: http://localhost:PORT
            path: tides
            paging: {type: none}
            columns: {id: Name}
          gates:
            title: Gates
            base_url: http://localhost:PORT
            path: gates
            paging: {type: none}
            columns: {id: Name, open: {title: Open, type: boolean}}
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
  void the_tables_of_a_page_are_read_at_once() {
    URI link = URI.create(world.app("POST", "/api/v1/app-pages", Map.of("user", "ada")).at("url"));
    try (Visitor user = new Visitor(world.hub.url())) {
      String page = user.get(link.getPath()).headers().firstValue("Location").orElseThrow();
      user.submit(page, page, Map.of());

      assertThat(user.page(page))
          .contains("one of tides")
          .contains("one of gates")
          .contains("<td data-label=\"Open\">Yes</td>");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.countDown();
    try {
      if (!asked.await(30, TimeUnit.SECONDS)) {
        throw new IOException("nobody asked for the other table");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    String name = exchange.getRequestURI().getPath().substring(1);
    byte[] body =
        "[{\"id\":\"one of %s\",\"open\":true}]".formatted(name).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
