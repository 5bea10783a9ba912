package dev.tenon.bench;

import dev.tenon.bench.load.AppCalls;
import dev.tenon.bench.load.Measured;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Measures calls through the proxy against the same calls made directly, by the same client in the
/// same run, and what the hub's memory does while a gigabyte goes through. See `bench/README.md`.
public final class Proxying {
  /// How long the provider takes that is not at once: a short time for a real one.
  static final Duration LATER = Duration.ofMillis(20);

  private static final long GIBIBYTE = 1L << 30;
  private static final String ADMIN_KEY = "tenon_benchbenchbenchbenchbenchbenchbenchbenchben";
  private static final String DIRECT = "direct";
  private static final String PROXIED = "through the hub";

  private final Options options;
  private final Machine machine;

  private Proxying(Options options) {
    this.options = options;
    this.machine = new Machine(options.isSet("--pin"), options.isSet("--realtime"));
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException {
    Options options =
        Options.read(
            args, "--pin", "--realtime", "--rounds", "--seconds", "--connections", "--heap");
    new Proxying(options).run();
  }

  private void run() throws IOException {
    new Report(System.out).head("proxy " + options.words(), machine);
    Path directory = Files.createTempDirectory("tenon-bench");
    String heap = options.text("--heap", "64m");
    try (Child provider = Child.start(machine.prefix(1), ProviderProcess.class, List.of());
        Child hub =
            Child.start(
                machine.prefix(0),
                HubProcess.class,
                List.of(directory.toString(), ADMIN_KEY),
                List.of("-Xmx" + heap));
        Child app = Child.start(machine.prefix(1), AppCalls.class, List.of())) {
      URI api = URI.create("http://127.0.0.1:" + provider.hear() + "/api");
      URI url = URI.create("http://127.0.0.1:" + hub.hear());
      Secret key = TestData.make(url, Secret.of(ADMIN_KEY), 1, Map.of("api_url", api.toString()));
      Arm direct = new Arm(DIRECT, api.toString(), TestData.token(0), "-");
      Arm proxied =
          new Arm(PROXIED, url + "/proxy/" + TestData.INTEGRATION, key.reveal(), TestData.user(0));
      compare(
          "JSON of 2 kB, from a provider that answers in %d ms".formatted(LATER.toMillis()),
          "/later/projects",
          app,
          direct,
          proxied,
          6);
      compare("JSON of 2 kB, at once", "/projects", app, direct, proxied, 6);
      compare("1 MiB, at once", "/files/" + (1 << 20), app, direct, proxied, 4);
      large(hub, app, direct, proxied, heap);
    } finally {
      Directories.delete(directory);
    }
  }

  private void compare(String title, String path, Child app, Arm direct, Arm proxied, int warmUp) {
    System.out.printf("%n## %s%n%n", title);
    long connections = options.number("--connections", 32);
    for (Arm arm : List.of(direct, proxied)) {
      arm.measure(app, path, connections, warmUp * 1000L, 500);
    }
    Rounds rounds = new Rounds();
    for (int i = 0; i < options.number("--rounds", 5); i++) {
      for (Arm arm : List.of(direct, proxied)) {
        rounds.add(
            arm.name(),
            arm.measure(app, path, connections, 500, options.number("--seconds", 4) * 1000L));
      }
    }
    System.out.printf(
        "- through the hub to direct: **%.2f** of its throughput (rounds: %s), %d callers%n%n",
        rounds.ratio(PROXIED, DIRECT), rounds.range(PROXIED, DIRECT), connections);
    System.out.println("| | calls/s | mean, ms | p50 | p99 | failed |");
    System.out.println("|---|---|---|---|---|---|");
    for (String arm : rounds.arms()) {
      System.out.printf(
          "| %s | %.0f | %.2f | %.2f | %.2f | %d |%n",
          arm,
          rounds.median(arm, Measured::rate),
          rounds.median(arm, it -> it.mean() / 1e6),
          rounds.median(arm, it -> it.p50() / 1e6),
          rounds.median(arm, it -> it.p99() / 1e6),
          rounds.total(arm, Measured::failures));
    }
  }

  private static void large(Child hub, Child app, Arm direct, Arm proxied, String heap)
      throws IOException {
    System.out.printf("%n## 1 GiB, the hub with a heap of %s%n%n", heap);
    System.out.println("| | MiB/s | the hub's RSS before, MB | highest, MB |");
    System.out.println("|---|---|---|---|");
    for (Arm arm : List.of(direct, proxied)) {
      one(hub, arm.name() + ", down", app, arm.line("down", "/files/" + GIBIBYTE));
      one(hub, arm.name() + ", up", app, arm.line("up", "/files") + " " + GIBIBYTE);
    }
  }

  private static void one(Child hub, String title, Child app, String line) throws IOException {
    hub.resetHighest();
    long before = hub.memory("VmRSS");
    String[] answer = app.ask(line).split(" ", -1);
    if (Long.parseLong(answer[0]) < 0) {
      throw new IllegalStateException(title + " was refused");
    }
    double seconds = Long.parseLong(answer[1]) / 1e9;
    System.out.printf(
        "| %s | %.0f | %d | %d |%n",
        title, GIBIBYTE / seconds / (1 << 20), before / 1000, hub.memory("VmHWM") / 1000);
  }

  /// One way to the API.
  private record Arm(String name, String base, String key, String user) {
    String line(String word, String path) {
      return "%s %s%s %s %s".formatted(word, base, path, key, user);
    }

    Measured measure(Child app, String path, long connections, long before, long during) {
      return Measured.parse(
          app.ask(line("load", path) + " " + connections + " " + before + " " + during));
    }
  }
}
