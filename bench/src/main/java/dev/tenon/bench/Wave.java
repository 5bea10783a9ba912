package dev.tenon.bench;

import dev.tenon.bench.Installation.Client;
import dev.tenon.bench.Installation.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures how fast a node refreshes very many grants that are due at once, against what the HTTP
/// client alone reaches with as many calls under way at the same providers, by turns. Prints a
/// report in Markdown. See `bench/README.md`.
public final class Wave {
  /// As many as a node has under way at one provider by itself.
  private static final int CALLS = 48;

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Options options;
  private final int grants;
  private final int rounds;
  private final int providers;
  private final int bareSeconds;
  private final List<Bare> bare = new ArrayList<>();
  private final List<Whole> whole = new ArrayList<>();

  private Wave(Options options) {
    this.options = options;
    this.grants = options.number("--grants", 50_000);
    this.rounds = options.number("--rounds", 2);
    this.providers = options.number("--providers", 1);
    this.bareSeconds = options.number("--seconds", 10);
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, SQLException {
    Options options =
        Options.read(args, "--grants", "--rounds", "--providers", "--seconds", "--database");
    new Wave(options).run();
  }

  private void run() throws IOException, SQLException {
    new Report(System.out).head("wave " + options.words(), new Machine(false, false));
    Path directory = Files.createTempDirectory("tenon-bench");
    try {
      if (options.text("--database", "postgresql").equals("postgresql")) {
        try (Postgres postgres = Postgres.durable(Files.createDirectory(directory.resolve("pg")))) {
          measure("PostgreSQL", directory, Optional.of(postgres));
        }
      } else {
        measure("SQLite", directory, Optional.empty());
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(String title, Path directory, Optional<Postgres> postgres)
      throws SQLException {
    List<String> manners = IntStream.range(0, providers).mapToObj(_ -> "answer:50").toList();
    try (Child provider = Child.start(List.of(), Provider.class, manners);
        Child client = Child.start(List.of(), BareClient.class, List.of())) {
      String ports = provider.hear();
      List<Client> clients =
          IntStream.range(0, providers)
              .mapToObj(i -> Client.of("wave-" + i, Integer.parseInt(ports.split(" ", -1)[i]), 1))
              .toList();
      Installation installation =
          Installation.make(directory, postgres.map(Postgres::url), clients, grants);
      try (Node hub = installation.start("node")) {
        String bareCommand = "%d %d %s".formatted(bareSeconds, CALLS, ports);
        client.ask(bareCommand);
        System.err.println("wave begins");
        // Warm: a tenth of it.
        wave(installation, hub, provider, postgres, grants / 10);
        for (int round = 0; round < rounds; round++) {
          bare.add(Bare.parse(client.ask(bareCommand)));
          whole.add(wave(installation, hub, provider, postgres, grants));
        }
      }
    }
    report(title);
  }

  /// Makes the first `some` grants due, and waits until each has its next version.
  private Whole wave(
      Installation installation, Node hub, Child provider, Optional<Postgres> postgres, int some)
      throws SQLException {
    String those = "connection_id < '%s'".formatted(Million.connection(some).value());
    long versions = installation.number("SELECT sum(version) FROM grants");
    long asked = asked(provider);
    Duration hubBefore = hub.processorTime();
    Duration databaseBefore = postgres.map(Postgres::processorTime).orElse(Duration.ZERO);
    Duration providerBefore = provider.processorTime();
    long start = System.nanoTime();
    installation.update(
        "UPDATE grants SET next_refresh_at = %d WHERE %s"
            .formatted(System.currentTimeMillis(), those));
    long due = System.nanoTime();
    while (asked(provider) < asked + some
        || installation.number("SELECT sum(version) FROM grants") < versions + some) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "only %d of %d were asked for in time".formatted(asked(provider) - asked, some));
      }
      Pauses.pause(Duration.ofMillis(50));
    }
    long end = System.nanoTime();
    return new Whole(
        some,
        asked(provider) - asked,
        end - due,
        hub.processorTime().minus(hubBefore),
        postgres.map(Postgres::processorTime).orElse(Duration.ZERO).minus(databaseBefore),
        provider.processorTime().minus(providerBefore));
  }

  private static long asked(Child provider) {
    return Arrays.stream(provider.ask("counts").split(" ", -1)).mapToLong(Long::parseLong).sum();
  }

  private void report(String title) {
    double[] ratios =
        IntStream.range(0, rounds)
            .mapToDouble(i -> whole.get(i).rate() / bare.get(i).rate())
            .toArray();
    System.out.printf(
        "%n## %s, %d refreshes, %d provider%s that answer%s in 50 ms, %d calls at once to each%n%n",
        title, grants, providers, providers == 1 ? "" : "s", providers == 1 ? "s" : "", CALLS);
    System.out.printf(
        "- the hub, journal and database included: **%.2f** of what the HTTP client alone reaches"
            + " (rounds: %s)%n%n",
        Rounds.median(ratios),
        Arrays.stream(ratios).mapToObj("%.2f"::formatted).collect(Collectors.joining(", ")));
    System.out.println(
        "| round | client alone, calls/s | hub, refreshes/s | requests for each refresh | ms of"
            + " processor for a refresh: hub | database | provider |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int i = 0; i < rounds; i++) {
      Whole it = whole.get(i);
      System.out.printf(
          "| %d | %.0f | %.0f | %.4f | %.2f | %.2f | %.2f |%n",
          i + 1,
          bare.get(i).rate(),
          it.rate(),
          (double) it.asked() / it.grants(),
          it.millis(it.hub()),
          it.millis(it.database()),
          it.millis(it.provider()));
    }
  }

  private record Bare(long answers, long nanos) {
    static Bare parse(String line) {
      String[] words = line.split(" ", -1);
      return new Bare(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    double rate() {
      return answers * 1e9 / nanos;
    }
  }

  /// @param nanos from when they were due until the last was stored
  private record Whole(
      int grants, long asked, long nanos, Duration hub, Duration database, Duration provider) {
    double rate() {
      return grants * 1e9 / nanos;
    }

    double millis(Duration processor) {
      return processor.toNanos() / 1e6 / grants;
    }
  }
}
