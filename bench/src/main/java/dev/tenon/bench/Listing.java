package dev.tenon.bench;

import dev.tenon.bench.load.Measured;
import dev.tenon.sdk.ConnectionFilter;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Measures a long list through the hub against a bare loop over the same ranges, by the same
/// client in the same run, and the hub's memory meanwhile. See `bench/README.md`.
public final class Listing {
  private static final String ADMIN_KEY = "tenon_benchbenchbenchbenchbenchbenchbenchbenchben";
  private static final String TOKEN = "token-" + "x".repeat(394);

  private final Options options;
  private final Machine machine;

  private Listing(Options options) {
    this.options = options;
    this.machine = new Machine(false, false);
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException {
    new Listing(Options.read(args, "--items", "--rounds", "--heap")).run();
  }

  private void run() throws IOException {
    new Report(System.out).head("listing " + options.words(), machine);
    Path directory = Files.createTempDirectory("tenon-bench");
    String heap = options.text("--heap", "128m");
    int items = options.number("--items", 1_000_000);
    try (Child provider = Child.start(List.of(), TodoProvider.class, List.of());
        Child hub =
            Child.start(
                List.of(),
                HubProcess.class,
                List.of(directory.toString(), ADMIN_KEY),
                List.of("-Xmx" + heap));
        Child reader = Child.start(List.of(), ListReader.class, List.of(), List.of("-Xmx512m"))) {
      String api = "http://127.0.0.1:" + provider.hear();
      URI url = URI.create("http://127.0.0.1:" + hub.hear());
      String bare = api + "/tc/api/2.0/todos?projectId=" + TodoProvider.PROJECT;
      Hubs through = connect(url, api);
      List<Arm> arms =
          List.of(
              new Arm("bare loop", "counted", bare, TOKEN),
              new Arm("bare loop that writes lines", "written", bare, TOKEN),
              new Arm("hub", "lines", through.list(), through.key()),
              new Arm("hub, each line parsed", "parsed", through.list(), through.key()));
      provider.ask("total " + Math.max(1, items / 5));
      for (Arm arm : arms) {
        arm.measure(reader);
        arm.measure(reader);
      }
      String size = provider.ask("total " + items);
      measure(arms, hub, reader, items, size, heap);
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(List<Arm> arms, Child hub, Child reader, int items, String size, String heap)
      throws IOException {
    hub.resetHighest();
    Rounds rounds = new Rounds();
    List<Duration> worked = new ArrayList<>();
    for (int i = 0; i < options.number("--rounds", 3); i++) {
      for (Arm arm : arms) {
        Duration before = hub.processorTime();
        Measured measured = arm.measure(reader);
        if (arm.name().equals("hub")) {
          worked.add(hub.processorTime().minus(before));
        }
        if (measured.answers() != items) {
          throw new IllegalStateException(arm.name() + " had " + measured.answers() + " items");
        }
        rounds.add(arm.name(), measured);
      }
    }
    System.out.printf("%n%,d items of %s, in parts of 1000%n%n", items, size);
    System.out.printf(
        "- through the hub to a bare loop: **%.2f** of its throughput (rounds: %s)%n",
        rounds.ratio("hub", "bare loop"), rounds.range("hub", "bare loop"));
    System.out.printf(
        "- to a bare loop that writes lines as the hub does: **%.2f** (%s)%n",
        rounds.ratio("hub", "bare loop that writes lines"),
        rounds.range("hub", "bare loop that writes lines"));
    System.out.printf(
        "- where the app parses every line once more: **%.2f** (%s)%n",
        rounds.ratio("hub, each line parsed", "bare loop"),
        rounds.range("hub, each line parsed", "bare loop"));
    System.out.printf(
        "- the hub's heap: at most %s (-Xmx), %d MB alive at the end; its process: %d MB at most%n",
        heap, Long.parseLong(hub.ask("heap")) / 1_000_000, hub.memory("VmHWM") / 1000);
    System.out.printf(
        "- the hub's processor time for them: %.1f s%n%n",
        worked.stream().sorted().toList().get(worked.size() / 2).toMillis() / 1000.0);
    System.out.println("| | items/s |");
    System.out.println("|---|---|");
    for (Arm arm : arms) {
      System.out.printf("| %s | %.0f |%n", arm.name(), rounds.median(arm.name(), Measured::rate));
    }
  }

  private static Hubs connect(URI hub, String api) {
    try (TenonClient admin = TenonClient.of(hub, Secret.of(ADMIN_KEY))) {
      admin
          .oauthClients()
          .create(
              "trimble-connect",
              OAuthClientFields.none()
                  .connector("trimble-connect")
                  .connectionDefinition("user-sign-in")
                  .clientId("bench")
                  .clientSecret(Secret.of("bench-secret-of-no-use"))
                  .parameters(Map.of("application_name", "bench", "api_url", api))
                  .forAllApps());
      admin.apps().create("bench");
      admin
          .connections()
          .importTokens(
              ConnectionImport.of("trimble-connect", "ada")
                  .withAccessToken(Secret.of(TOKEN))
                  .withExpiresAt(Instant.parse("2099-01-01T00:00:00Z"))
                  .withRefreshToken(Secret.of("refresh"))
                  .withScopes(List.of("openid", "bench")));
      String connection =
          admin.connections().list(ConnectionFilter.all().user("ada")).iterator().next().id();
      return new Hubs(
          hub + "/api/v1/connections/" + connection + "/resources/todos?format=ndjson",
          admin.apps().createKey("bench", "bench").key().reveal());
    }
  }

  private record Hubs(String list, String key) {}

  private record Arm(String name, String how, String url, String key) {
    Measured measure(Child reader) {
      String[] said = reader.ask("%s %s %s".formatted(how, url, key)).split(" ", -1);
      long items = Long.parseLong(said[0]);
      return new Measured(items, 0, Long.parseLong(said[1]), 0, 0, 0, 0, 0, 0);
    }
  }
}
