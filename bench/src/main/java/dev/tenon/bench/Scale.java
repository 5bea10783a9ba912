package dev.tenon.bench;

import dev.tenon.bench.Installation.Client;
import dev.tenon.bench.Installation.Kept;
import dev.tenon.bench.Installation.Node;
import dev.tenon.bench.load.Generator;
import dev.tenon.bench.load.Load;
import dev.tenon.bench.load.Load.Target;
import dev.tenon.bench.load.Measured;
import dev.tenon.server.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures what it costs to find due work and to read a token with a million connections in
/// PostgreSQL against a thousand, by turns, and what a remembered token takes of the heap. Prints a
/// report in Markdown. See `bench/README.md`.
public final class Scale {
  private static final int CLIENTS = 20;
  private static final int SMALL = 1_000;
  private static final int READERS = 256;
  private static final int SWEEPS = 15;
  private static final int MISSES = 200;
  private static final double NANOS_A_MICRO = 1e3;
  private static final String HIT = "a token from memory, whole hub, 256 connections";
  private static final String MISS = "a token not in memory, whole hub";

  private final Options options;
  private final int large;
  private final int rounds;
  private final int remembered;
  private final Map<String, List<double[]>> costs = new LinkedHashMap<>();

  private Scale(Options options) {
    this.options = options;
    this.large = options.number("--connections", 1_000_000);
    this.rounds = options.number("--rounds", 5);
    this.remembered = options.number("--remembered", 20_000);
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, SQLException {
    Options options =
        Options.read(args, "--connections", "--rounds", "--remembered", "--data", "--make-only");
    new Scale(options).run();
  }

  private void run() throws IOException, SQLException {
    new Report(System.out).head("scale " + options.words(), new Machine(false, false));
    String data = options.text("--data", "");
    Path directory = data.isEmpty() ? Files.createTempDirectory("tenon-bench") : Path.of(data);
    Files.createDirectories(directory.resolve("pg"));
    try (Postgres postgres = Postgres.durable(directory.resolve("pg"))) {
      Installation small = installation(directory.resolve("small"), postgres, "small", SMALL);
      Installation big = installation(directory.resolve("large"), postgres, "large", large);
      if (!options.isSet("--make-only")) {
        measure(small, big);
      }
    } finally {
      if (data.isEmpty()) {
        Directories.delete(directory);
      }
    }
  }

  private static Installation installation(
      Path directory, Postgres postgres, String database, int connections)
      throws IOException, SQLException {
    Path kept = directory.resolve("kept");
    if (Files.exists(kept)) {
      return Installation.again(directory, postgres.url(database), Kept.read(kept));
    }
    Files.createDirectories(directory);
    postgres.create(database);
    // Due work is found here, not done, so nobody is asked there.
    List<Client> clients = Installation.each(CLIENTS, i -> Client.of("measured-" + i, 9, 1));
    Installation made =
        Installation.make(directory, Optional.of(postgres.url(database)), clients, connections);
    made.kept().write(kept);
    return made;
  }

  private void measure(Installation small, Installation big) throws SQLException {
    findings(small, big);
    try (Node smallHub = small.start("node");
        Node largeHub = big.start("node");
        Child generator = Child.start(List.of(), Generator.class, List.of())) {
      Readers smallReaders = new Readers(small, smallHub, SMALL);
      Readers largeReaders = new Readers(big, largeHub, large);
      smallReaders.readAnew(4 * MISSES);
      largeReaders.readAnew(4 * MISSES);
      for (int round = 0; round < rounds; round++) {
        add(MISS, smallReaders.readAnew(MISSES), largeReaders.readAnew(MISSES));
      }
      long before = largeHub.heap();
      largeReaders.remember(remembered);
      double bytes = (double) (largeHub.heap() - before) / remembered;
      hits(smallReaders, largeReaders, generator);
      report(bytes);
    }
  }

  private void hits(Readers small, Readers large, Child generator) {
    Duration during = Duration.ofSeconds(4);
    small.askForLoad();
    large.askForLoad();
    small.load(generator, Duration.ofSeconds(6));
    large.load(generator, Duration.ofSeconds(6));
    for (int round = 0; round < rounds; round++) {
      add(
          HIT,
          1e9 / small.load(generator, during).rate(),
          1e9 / large.load(generator, during).rate());
    }
  }

  private void findings(Installation small, Installation big) throws SQLException {
    try (Database smallStores = small.open();
        Database largeStores = big.open()) {
      Findings few = new Findings(small, smallStores, SMALL);
      Findings many = new Findings(big, largeStores, large);
      for (int round = -1; round < rounds; round++) {
        Map<String, List<double[]>> sweeps = new LinkedHashMap<>();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
          Map<String, Double> one = few.measure();
          Map<String, Double> other = many.measure();
          one.forEach(
              (what, cost) ->
                  sweeps
                      .computeIfAbsent(what, _ -> new ArrayList<>())
                      .add(new double[] {cost, other.getOrDefault(what, 0.0)}));
        }
        if (round >= 0) {
          sweeps.forEach((what, rows) -> add(what, median(rows, 0), median(rows, 1)));
        }
      }
      many.plans().forEach(System.err::println);
    }
  }

  private static double median(List<double[]> rows, int column) {
    return Rounds.median(rows.stream().mapToDouble(row -> row[column]).toArray());
  }

  private void add(String what, double small, double big) {
    costs.computeIfAbsent(what, _ -> new ArrayList<>()).add(new double[] {small, big});
  }

  private void report(double bytes) {
    System.out.printf(
        "%n## PostgreSQL, %d connections against %d, %d OAuth clients, %d tokens in the memory of"
            + " the first%n%n",
        large, SMALL, CLIENTS, remembered);
    System.out.println("| | times | rounds | µs with " + large + " | µs with " + SMALL + " |");
    System.out.println("|---|---|---|---|---|");
    costs.forEach(
        (what, rows) -> {
          double[] ratios = rows.stream().mapToDouble(it -> it[1] / it[0]).toArray();
          System.out.printf(
              "| %s | **%.2f** | %s | %.1f | %.1f |%n",
              what,
              Rounds.median(ratios),
              Rounds.range(ratios),
              Rounds.median(rows.stream().mapToDouble(it -> it[1]).toArray()) / NANOS_A_MICRO,
              Rounds.median(rows.stream().mapToDouble(it -> it[0]).toArray()) / NANOS_A_MICRO);
        });
    System.out.printf(
        "%nA remembered token of 1000 characters takes **%.0f bytes** of the heap, token included"
            + " (%d of them, what is alive before and after).%n",
        bytes, remembered);
  }

  /// Who asks a hub for the tokens of connections all over its database.
  private static final class Readers {
    private final Installation installation;
    private final Node hub;
    private final TokenAsker asker;
    private final int connections;
    private int next;

    Readers(Installation installation, Node hub, int connections) {
      this.installation = installation;
      this.hub = hub;
      this.asker = new TokenAsker(installation, hub);
      this.connections = connections;
    }

    /// Nanoseconds of the median of `count` reads by an app that is new, one after the other.
    double readAnew(int count) {
      asker.newApp();
      double[] reads = new double[count];
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        asker.ask(number(next++));
        reads[i] = System.nanoTime() - start;
      }
      return Rounds.median(reads);
    }

    void remember(int count) {
      asker.newApp();
      asker.askAll(Installation.each(count, i -> number(next + i)));
      next += count;
    }

    /// So that what the load asks for is in memory.
    void askForLoad() {
      new TokenAsker(installation, hub).askAll(Installation.each(READERS, this::number));
    }

    Measured load(Child generator, Duration time) {
      List<Target> targets =
          Installation.each(READERS, i -> new Target(hub.port(), installation.request(number(i))));
      Load load = new Load(targets, READERS, Duration.ofSeconds(1), time, Duration.ZERO);
      return Measured.parse(generator.ask(load.line()));
    }

    /// Scattered over the table.
    private int number(int index) {
      return Math.toIntExact(Math.floorMod(index * 2_654_435_761L, (long) connections));
    }
  }
}
