package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxSettings;
import dev.tenon.sandbox.aps.RateLimit;
import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader.Result;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.sql.PostgresServer;
import dev.tenon.server.sql.WithPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Three hubs on one database call one provider, which has a limit.
@ExtendWith(WithPostgres.class)
final class SharedBudgetsJourneyTest {
  private static final String ADMIN_KEY = "an-admin-key-for-tests";
  private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int WORKERS = 64;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final String database;
  private final List<Hub> hubs = new ArrayList<>();
  private String appKey = "";

  SharedBudgetsJourneyTest(@TempDir Path directory, PostgresServer server) {
    this.directory = directory;
    this.database = server.freshDatabase().url().reveal();
  }

  @BeforeEach
  void start() {
    for (String node : List.of("first", "second", "third")) {
      hubs.add(start(node));
    }
    admin("POST", "/api/v1/apps", Map.of("name", "viewer"));
    appKey =
        JSON.readTree(admin("POST", "/api/v1/apps/viewer/keys", Map.of("name", "t")).body())
            .path("key")
            .asString();
  }

  @AfterEach
  void stop() {
    http.close();
    hubs.forEach(Hub::close);
  }

  @Test
  void a_burst_of_workers_over_all_hubs_stays_below_the_published_limit_and_nobody_is_refused() {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0))) {
      register(
          "models",
          Map.of(
              "connector", "autodesk-platform-services",
              "connection_definition", "client-credentials",
              "client_id", "aps-server",
              "client_secret", "aps-server-secret",
              "parameters", Map.of("api_url", sandbox.url() + "/aps")));

      List<HttpResponse<String>> answers = burst("models", "/project/v1/hubs", "");

      RateLimit.Outcomes outcomes = sandbox.controls().limited();
      assertThat(outcomes.refused()).isZero();
      assertThat(outcomes.taken()).isBetween(30, 50);
      assertThat(answers.stream().filter(it -> it.statusCode() == 200)).hasSize(outcomes.taken());
      assertThat(answers.stream().filter(it -> it.statusCode() != 200))
          .allSatisfy(
              it -> {
                assertThat(it.statusCode()).isEqualTo(429);
                assertThat(it.headers().firstValue("Tenon-Error")).hasValue("rate_limited");
                assertThat(Integer.parseInt(it.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(30, 70);
              });
      // Another endpoint of the same provider is not held up.
      assertThat(call(hubs.getFirst(), "models", "/project/v1/hubs/b.none", "", "5").statusCode())
          .isEqualTo(404);
      assertThat(refusedWithout(sandbox)).isEqualTo(WORKERS - 50);
    }
  }

  /// How many of as many workers the provider refuses that call it themselves.
  private int refusedWithout(Sandbox sandbox) {
    HttpResponse<String> token =
        send(
            HttpRequest.newBuilder(URI.create(hubs.getFirst().url() + "/api/v1/token"))
                .header("Authorization", "Bearer " + appKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"integration\":\"models\"}"))
                .build());
    HttpRequest direct =
        HttpRequest.newBuilder(URI.create(sandbox.url() + "/aps/project/v1/hubs"))
            .header(
                "Authorization",
                "Bearer " + JSON.readTree(token.body()).path("access_token").asString())
            .build();
    sandbox.controls().clock().advance(Duration.ofMinutes(2));
    burst(_ -> send(direct));
    return sandbox.controls().limited().refused();
  }

  @Test
  void what_one_hub_was_told_stops_the_others_before_they_ask() {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedServer provider =
        new ScriptedServer(
            (_, answer) -> {
              asked.incrementAndGet();
              answer.answer(429, "slow", "Retry-After: 250");
            })) {
      acme(provider);

      assertThat(call(hubs.getFirst(), "acme", "/a", "ada", "0").body()).isEqualTo("slow");

      for (Hub other : hubs.subList(1, 3)) {
        awaitHeard(other);
        HttpResponse<String> refused = call(other, "acme", "/a", "ada", "0");
        assertThat(refused.headers().firstValue("Tenon-Error")).hasValue("rate_limited");
      }
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void a_burst_keeps_to_what_the_answers_say_is_left() {
    AtomicInteger left = new AtomicInteger(30);
    AtomicInteger refused = new AtomicInteger();
    try (ScriptedServer provider =
        new ScriptedServer(
            (_, answer) -> {
              int now = left.getAndDecrement() - 1;
              if (now < 0) {
                refused.incrementAndGet();
                answer.answer(429, "slow", "Retry-After: 250");
              } else {
                answer.answer(200, "{}", "RateLimit: \"default\";r=" + now + ";t=250");
              }
            })) {
      acme(provider);

      List<HttpResponse<String>> answers = burst("acme", "/a", "ada");

      assertThat(answers.stream().filter(it -> it.statusCode() == 200)).hasSize(30);
      // No more than were under way when one hub had heard that nothing is left.
      assertThat(refused.get()).isLessThanOrEqualTo(4 * hubs.size());
    }
  }

  private void acme(ScriptedServer provider) {
    register(
        "acme",
        Map.of(
            "connector", "generic-oauth2",
            "client_id", "c-1",
            "client_secret", "client-secret-1",
            "authorization_url", provider.url("/authorize").toString(),
            "token_url", provider.url("/token").toString(),
            "scope", "read",
            "parameters", Map.of("api_url", provider.url("/api").toString())));
    admin(
        "POST",
        "/api/v1/connections",
        Map.of(
            "integration", "acme",
            "user", "ada",
            "access_token", "access-token-1",
            "refresh_token", "refresh-token-1",
            "expires_in", 3600,
            "scope", "read"));
  }

  /// A call of each worker at once, spread over the hubs.
  private List<HttpResponse<String>> burst(String integration, String path, String user) {
    return burst(worker -> call(hubs.get(worker % hubs.size()), integration, path, user, "20"));
  }

  private static List<HttpResponse<String>> burst(IntFunction<HttpResponse<String>> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        int worker = i;
        all.add(threads.submit(() -> work.apply(worker)));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> each : all) {
        answers.add(each.get());
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns when `hub` has heard of what another one was told.
  private void awaitHeard(Hub hub) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    HttpRequest metrics = HttpRequest.newBuilder(URI.create(hub.url() + "/metrics")).build();
    while (!send(metrics).body().contains("tenon_provider_budget_heard_total 1.0")) {
      assertThat(System.nanoTime()).as("heard nothing").isLessThan(end);
    }
  }

  private HttpResponse<String> call(
      Hub hub, String integration, String path, String user, String maxWait) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + "/proxy/" + integration + path))
            .header("Authorization", "Bearer " + appKey)
            .header("Tenon-Max-Wait", maxWait);
    if (!user.isEmpty()) {
      request.header("Tenon-User", user);
    }
    return send(request.build());
  }

  private void register(String name, Map<String, Object> fields) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("name", name);
    admin("POST", "/api/v1/oauth-clients", all);
  }

  private HttpResponse<String> admin(String method, String path, Object body) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(hubs.getFirst().url() + path))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Hub start(String node) {
    Result read =
        Settings.read(
            Map.of("port", "0", "data-dir", node),
            Map.of(
                "TENON_DATABASE_URL", database,
                "TENON_ADMIN_KEY", ADMIN_KEY,
                "TENON_BIND_ADDRESS", "127.0.0.1",
                "TENON_ALLOW_PRIVATE_ADDRESSES", "localhost,127.0.0.1",
                "TENON_MASTER_KEY", MASTER_KEY),
            directory);
    return Hub.start(((Result.Valid) read).settings());
  }
}
