package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a provider answers while the hub is told to stop is there after the next start.
final class StoppingHubTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final Path directory;
  private final HttpServer provider;

  StoppingHubTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/token", this::answer);
    provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  }

  @BeforeEach
  void start() {
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  @Test
  void an_answer_that_comes_while_the_hub_stops_is_kept() throws InterruptedException {
    TestHub first = TestHub.start(directory, Optional.empty());
    register(first);
    Thread asking = Thread.startVirtualThread(() -> ask(first));
    assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    Thread stopping = Thread.startVirtualThread(first.hub::close);
    while (isReady(first)) {
      Thread.sleep(20);
    }
    mayAnswer.countDown();
    assertThat(stopping.join(PATIENCE)).isTrue();
    assertThat(asking.join(PATIENCE)).isTrue();
    first.sandbox.close();

    try (TestHub second = TestHub.start(directory, Optional.empty())) {
      JsonNode kept = second.admin("/api/v1/connections").json().path("items").path(0);
      assertThat(kept.path("status").asString()).isEqualTo("active");
      assertThat(kept.path("last_refreshed_at").isNull()).isFalse();
    }
    assertThat(requests).hasValue(1);
  }

  /// With a connection that has no access token yet.
  private void register(TestHub hub) {
    String url = "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
    Reply made =
        hub.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "slow",
                "connector", "generic-oauth2",
                "connection_definition", "user-sign-in",
                "client_id", "tenon",
                "client_secret", "the-secret-of-tenon",
                "authorization_url", url,
                "token_url", url,
                "scope", "read"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Reply imported =
        hub.admin(
            "POST",
            "/api/v1/connections",
            Map.of(
                "integration", "slow",
                "user", "ada",
                "refresh_token", "planted-refresh-1"));
    assertThat(imported.status()).as(imported.text()).isEqualTo(201);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      requests.incrementAndGet();
      asked.countDown();
      awaitLeave();
      byte[] body =
          """
          {"access_token":"planted-access-2","token_type":"Bearer","expires_in":3600,
           "refresh_token":"planted-refresh-2"}
          """
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void awaitLeave() {
    try {
      if (!mayAnswer.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody lets the provider answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Whoever asks a hub that stops may be left without an answer.
  private static void ask(TestHub hub) {
    try {
      hub.token("slow", "ada");
    } catch (IllegalStateException _) {
      // The connection was closed.
    }
  }

  private static boolean isReady(TestHub hub) {
    try {
      return hub.admin("/health/ready").status() == 200;
    } catch (IllegalStateException _) {
      return false;
    }
  }
}
