package dev.tenon.bench;

import dev.tenon.bench.Installation.Client;
import dev.tenon.bench.Installation.Node;
import dev.tenon.bench.load.Generator;
import dev.tenon.bench.load.Load;
import dev.tenon.bench.load.Load.Target;
import dev.tenon.bench.load.Measured;
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

/// Measures what processor time a million token reads take of all nodes together: where there is
/// one, and where there are three, of which one is asked or all are; and of one with as much to do
/// as each of the three, which says what the nodes cost and what a smaller load for each does. And
/// the same of a request that nothing is done for, which says what processes take from each other
/// that share processors.
///
/// Prints a report in Markdown. See `bench/README.md`.
public final class Nodes {
  private static final int NODES = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final String ONE = "one node";
  private static final String ONE_WITH_A_THIRD = "one node with a third of the load";
  private static final String ONE_OF_THREE = "three nodes, one asked";
  private static final String ALL_OF_THREE = "three nodes, all asked";
  private static final String NOTHING_OF_ONE = "one node, asked whether it lives";
  private static final String NOTHING_OF_THREE = "three nodes, all asked whether they live";

  private final Options options;
  private final int rounds;
  private final int readers;
  private final int rate;
  private final Duration during;
  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  private Nodes(Options options) {
    this.options = options;
    this.rounds = options.number("--rounds", 5);
    this.readers = options.number("--connections", 96);
    this.rate = options.number("--rate", 0);
    this.during = Duration.ofSeconds(options.number("--seconds", 5));
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, SQLException {
    Options options = Options.read(args, "--rounds", "--connections", "--rate", "--seconds");
    new Nodes(options).run();
  }

  private void run() throws IOException, SQLException {
    new Report(System.out).head("nodes " + options.words(), new Machine(false, false));
    Path directory = Files.createTempDirectory("tenon-bench");
    try (Postgres postgres = Postgres.durable(Files.createDirectory(directory.resolve("pg")))) {
      measure(directory, postgres);
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(Path directory, Postgres postgres) throws SQLException {
    Installation alone = installation(directory.resolve("one"), postgres, "one");
    Installation together = installation(directory.resolve("three"), postgres, "three");
    try (Child generator = Child.start(List.of(), Generator.class, List.of());
        Node only = alone.start("node-1");
        Node first = together.start("node-1");
        Node second = together.start("node-2");
        Node third = together.start("node-3")) {
      List<Node> three = List.of(first, second, third);
      List<Arm> arms =
          List.of(
              new Arm(ONE, alone, List.of(only), List.of(only), readers, true),
              new Arm(ONE_WITH_A_THIRD, alone, List.of(only), List.of(only), readers / NODES, true),
              new Arm(ONE_OF_THREE, together, List.of(first), three, readers, true),
              new Arm(ALL_OF_THREE, together, three, three, readers, true),
              new Arm(NOTHING_OF_ONE, alone, List.of(only), List.of(only), readers, false),
              new Arm(NOTHING_OF_THREE, together, three, three, readers, false));
      TokenAsker.remember(alone, only, readers);
      three.forEach(node -> TokenAsker.remember(together, node, readers));
      arms.forEach(
          arm ->
              arm.read(generator, postgres, load(arm, WARM_UP.multipliedBy(arm.asked().size()))));
      for (int round = 0; round < rounds; round++) {
        for (Arm arm : arms) {
          costs
              .computeIfAbsent(arm.name(), _ -> new ArrayList<>())
              .add(arm.read(generator, postgres, load(arm, during)));
        }
      }
    }
    report();
  }

  private Installation installation(Path directory, Postgres postgres, String database)
      throws SQLException {
    postgres.create(database);
    // Nothing is ever due, so nobody is asked there.
    return Installation.make(
        directory,
        Optional.of(postgres.url(database)),
        List.of(Client.of("measured", 9, 1)),
        readers);
  }

  private Load load(Arm arm, Duration time) {
    List<Target> targets =
        Installation.each(
            arm.readers(),
            number ->
                new Target(
                    arm.asked().get(number % arm.asked().size()).port(), arm.request(number)));
    Duration pace =
        rate == 0 ? Duration.ZERO : Duration.ofSeconds(1).multipliedBy(readers).dividedBy(rate);
    return new Load(targets, arm.readers(), Duration.ZERO, time, pace);
  }

  private void report() {
    System.out.printf(
        "%n## %d connections%s, %d nodes on two cores%n%n",
        readers,
        rate == 0
            ? ", each asking again as soon as it is answered"
            : ", %d requests a second in all".formatted(rate),
        NODES);
    ratio(ONE_OF_THREE, ONE);
    ratio(ALL_OF_THREE, ONE);
    ratio(ONE_WITH_A_THIRD, ONE);
    ratio(ALL_OF_THREE, ONE_WITH_A_THIRD);
    ratio(NOTHING_OF_THREE, NOTHING_OF_ONE);
    System.out.println();
    System.out.println(
        "| | processor seconds for a million reads: all nodes | database | reads/s | failed |");
    System.out.println("|---|---|---|---|---|");
    for (String arm : costs.keySet()) {
      System.out.printf(
          "| %s | %.2f | %.3f | %.0f | %d |%n",
          arm,
          Rounds.median(costs(arm).stream().mapToDouble(Cost::nodes).toArray()),
          Rounds.median(costs(arm).stream().mapToDouble(Cost::database).toArray()),
          Rounds.median(costs(arm).stream().mapToDouble(it -> it.reads().rate()).toArray()),
          costs(arm).stream().mapToLong(it -> it.reads().failures()).sum());
    }
  }

  private void ratio(String arm, String to) {
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = costs(arm).get(i).nodes() / costs(to).get(i).nodes();
    }
    System.out.printf(
        "- %s: **%.2f** of the processor time for each read of %s (rounds: %s)%n",
        arm, Rounds.median(ratios), to, Rounds.range(ratios));
  }

  private List<Cost> costs(String arm) {
    return costs.getOrDefault(arm, List.of());
  }

  /// @param asked those of `running` that get requests
  /// @param readers how many connections there are to all of them
  /// @param forTokens whether they are asked for tokens; else whether they live
  private record Arm(
      String name,
      Installation installation,
      List<Node> asked,
      List<Node> running,
      int readers,
      boolean forTokens) {
    String request(int number) {
      return forTokens ? installation.request(number) : Requests.live();
    }

    Cost read(Child generator, Postgres postgres, Load load) {
      Duration nodes = processor();
      Duration database = postgres.processorTime();
      Measured measured = Measured.parse(generator.ask(load.line()));
      double millions = measured.answers() / 1e6;
      return new Cost(
          processor().minus(nodes).toNanos() / 1e9 / millions,
          postgres.processorTime().minus(database).toNanos() / 1e9 / millions,
          measured);
    }

    private Duration processor() {
      return running.stream().map(Node::processorTime).reduce(Duration.ZERO, Duration::plus);
    }
  }

  /// Seconds of processor time for a million reads.
  private record Cost(double nodes, double database, Measured reads) {}
}
