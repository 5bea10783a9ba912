package dev.tenon.bench;

import dev.tenon.bench.load.AppCalls;
import dev.tenon.bench.load.Measured;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures what keeping to a provider's limit costs a call: calls through one hub whose connector
/// declares a limit that is never reached against calls whose connector declares none, at a
/// provider that answers at once. See `bench/README.md`.
public final class Budget {
  private static final String ADMIN_KEY = "tenon_benchbenchbenchbenchbenchbenchbenchbenchben";
  private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final Instant EXPIRY = Instant.parse("2099-01-01T00:00:00Z");
  private static final String FREE = "no limit declared";
  private static final String LIMITED = "a limit declared";
  private static final String CONNECTOR =
      """
      name: limited
      title: A provider with a limit
      extends: generic-oauth2
      sources: [https://limits.example/docs]
      checked: 2026-01-01
      verified: false
      api:
        rate_limits:
          everything: {calls: 100000000, within: 1m}
      """;

  private final Options options;
  private final Rounds rounds = new Rounds();
  private final Map<String, List<Double>> micros = new LinkedHashMap<>();

  private Budget(Options options) {
    this.options = options;
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, SQLException {
    Options options = Options.read(args, "--rounds", "--seconds", "--connections");
    new Budget(options).run();
  }

  private void run() throws IOException, SQLException {
    new Report(System.out).head("budget " + options.words(), new Machine(false, false));
    Path directory = Files.createTempDirectory("tenon-bench");
    try (Postgres postgres = Postgres.durable(Files.createDirectory(directory.resolve("pg")))) {
      postgres.create("bench");
      measure(directory, postgres);
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(Path directory, Postgres postgres) throws IOException {
    List<String> arguments =
        List.of(directory.resolve("hub").toString(), ADMIN_KEY, postgres.url("bench"), MASTER_KEY);
    try (Child provider = Child.start(List.of(), ProviderProcess.class, List.of());
        Child hub = Child.start(List.of(), HubProcess.class, arguments);
        Child app = Child.start(List.of(), AppCalls.class, List.of())) {
      URI api = URI.create("http://127.0.0.1:" + provider.hear() + "/api");
      URI url = URI.create("http://127.0.0.1:" + hub.hear());
      Secret key = TestData.make(url, Secret.of(ADMIN_KEY), 1, Map.of("api_url", api.toString()));
      makeLimited(url, api);
      List<Arm> arms =
          List.of(
              new Arm(FREE, url + "/proxy/" + TestData.INTEGRATION, key.reveal()),
              new Arm(LIMITED, url + "/proxy/limited", key.reveal()));
      arms.forEach(arm -> load(arm, app, 6000));
      for (int i = 0; i < options.number("--rounds", 7); i++) {
        for (Arm arm : arms) {
          Duration before = hub.processorTime();
          Measured measured = load(arm, app, options.number("--seconds", 4) * 1000L);
          double spent = hub.processorTime().minus(before).toNanos() / 1e3;
          rounds.add(arm.name(), measured);
          micros
              .computeIfAbsent(arm.name(), _ -> new ArrayList<>())
              .add(spent / measured.answers());
        }
      }
    }
    report();
  }

  private Measured load(Arm arm, Child app, long millis) {
    return Measured.parse(
        app.ask(
            "load %s/projects %s %s %d 0 %d"
                .formatted(
                    arm.base(),
                    arm.key(),
                    TestData.user(0),
                    options.number("--connections", 32),
                    millis)));
  }

  private static void makeLimited(URI hub, URI api) {
    try (var admin = TenonClient.of(hub, Secret.of(ADMIN_KEY))) {
      admin.connectors().add(CONNECTOR);
      admin
          .oauthClients()
          .create(
              "limited",
              OAuthClientFields.none()
                  .connector("limited")
                  .connectionDefinition("user-sign-in")
                  .clientId("bench-limited")
                  .clientSecret(Secret.of("bench-secret-of-no-use"))
                  .authorizationUrl(URI.create("https://id.example.com/authorize"))
                  .tokenUrl(URI.create("https://id.example.com/token"))
                  .scope("openid bench")
                  .parameters(Map.of("api_url", api.toString()))
                  .forAllApps());
      admin
          .connections()
          .importTokens(
              ConnectionImport.of("limited", TestData.user(0))
                  .withAccessToken(Secret.of(TestData.token(0)))
                  .withExpiresAt(EXPIRY)
                  .withRefreshToken(Secret.of("refresh-limited"))
                  .withScopes(List.of("openid", "bench")));
    }
  }

  private void report() {
    double[] ratios = new double[costs(FREE).length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = costs(LIMITED)[i] / costs(FREE)[i];
    }
    System.out.printf(
        "%n## Calls through one hub, %d callers, the provider answers at once%n%n",
        options.number("--connections", 32));
    System.out.printf(
        "- with a limit to without: **%.2f** of the hub's processor time for a call (rounds: %s)%n",
        Rounds.median(ratios), Rounds.range(ratios));
    System.out.printf(
        "- with a limit to without: **%.2f** of the throughput (rounds: %s)%n%n",
        rounds.ratio(LIMITED, FREE), rounds.range(LIMITED, FREE));
    System.out.println("| | calls/s | mean, ms | p99 | hub's processor time, µs a call | failed |");
    System.out.println("|---|---|---|---|---|---|");
    for (String arm : rounds.arms()) {
      System.out.printf(
          "| %s | %.0f | %.2f | %.2f | %.1f | %d |%n",
          arm,
          rounds.median(arm, Measured::rate),
          rounds.median(arm, it -> it.mean() / 1e6),
          rounds.median(arm, it -> it.p99() / 1e6),
          Rounds.median(costs(arm)),
          rounds.total(arm, Measured::failures));
    }
  }

  private double[] costs(String arm) {
    return Optional.ofNullable(micros.get(arm)).orElse(List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /// One way to the API.
  private record Arm(String name, String base, String key) {}
}
