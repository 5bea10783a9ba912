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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Measures the reading of valid tokens with nothing wrong, and while one provider hangs, another
/// fails and very many refreshes are due, by turns. Prints a report in Markdown. See
/// `bench/README.md`.
public final class ValidWhileFailing {
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration BEFORE = Duration.ofMillis(1500);
  private static final int DUE_SHARE = 10;
  private static final double NANOS_A_MILLI = 1e6;
  private static final String CALM = "nothing wrong";
  private static final String TROUBLE = "trouble";

  private final Options options;
  private final int rounds;
  private final int due;
  private final int readers;
  private final int rate;
  private final Duration during;
  private final Rounds measured = new Rounds();
  private final List<String> notes = new ArrayList<>();

  private ValidWhileFailing(Options options) {
    this.options = options;
    this.rounds = options.number("--rounds", 3);
    this.due = options.number("--due", 10_000);
    this.readers = options.number("--connections", 256);
    this.rate = options.number("--rate", 0);
    this.during = Duration.ofSeconds(options.number("--seconds", 10));
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, SQLException {
    Options options =
        Options.read(
            args, "--rounds", "--due", "--connections", "--rate", "--seconds", "--database");
    new ValidWhileFailing(options).run();
  }

  private void run() throws IOException, SQLException {
    new Report(System.out)
        .head("valid-while-failing " + options.words(), new Machine(false, false));
    String database = options.text("--database", "postgresql");
    Path directory = Files.createTempDirectory("tenon-bench");
    try {
      if (database.equals("postgresql")) {
        try (Postgres postgres = Postgres.durable(Files.createDirectory(directory.resolve("pg")))) {
          measure("PostgreSQL", directory, Optional.of(postgres.url()));
        }
      } else {
        measure("SQLite", directory, Optional.empty());
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(String title, Path directory, Optional<String> url) throws SQLException {
    try (Child providers =
        Child.start(List.of(), Provider.class, List.of("answer:50", "fail", "hang"))) {
      int[] ports = numbers(providers.hear());
      List<Client> clients = clients(ports);
      int whole = (rounds + 1) * (DUE_SHARE + 2);
      Installation installation =
          Installation.make(directory, url, clients, readers + due / DUE_SHARE * whole);
      try (Node hub = installation.start("node");
          Child generator = Child.start(List.of(), Generator.class, List.of())) {
        TokenAsker.remember(installation, hub, readers);
        read(generator, load(installation, hub, WARM_UP));
        // The first is not counted: what is done for the first time is slow.
        trouble(0, installation, hub, generator, providers);
        notes.clear();
        for (int round = 1; round <= rounds; round++) {
          measured.add(CALM, read(generator, load(installation, hub, during)));
          measured.add(TROUBLE, trouble(round, installation, hub, generator, providers));
        }
      }
    }
    report(title);
  }

  /// Of each round three clients of their own, so that nothing is remembered of the round before.
  private List<Client> clients(int[] ports) {
    List<Client> clients = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      clients.add(Client.of("answering-" + round, ports[0], DUE_SHARE));
      clients.add(Client.of("failing-" + round, ports[1], 1));
      clients.add(Client.of("hanging-" + round, ports[2], 1));
    }
    return clients;
  }

  private Measured trouble(
      int round, Installation installation, Node hub, Child generator, Child providers)
      throws SQLException {
    long[] before = asked(providers);
    long now = System.currentTimeMillis();
    String those =
        """
        WHERE connection_id >= '%s' AND oauth_client_id IN (
          SELECT id FROM oauth_clients WHERE name LIKE '%%-%d')
        """
            .formatted(Million.connection(readers).value(), round);
    long put = installation.update("UPDATE grants SET next_refresh_at = " + now + " " + those);
    Measured result = read(generator, load(installation, hub, during));
    long left =
        installation.number("SELECT count(*) FROM grants %s AND version = 1".formatted(those));
    // Nothing more is done of this round.
    installation.update(
        "UPDATE grants SET next_refresh_at = next_refresh_at + 600000000 "
            + those
            + " AND version = 1");
    long[] after = asked(providers);
    notes.add(
        "round %d: %d were due, %d still at its end; the providers were asked %d, %d (fails) and %d (hangs) times"
            .formatted(
                round,
                put,
                left,
                after[0] - before[0],
                after[1] - before[1],
                after[2] - before[2]));
    settle(providers);
    return result;
  }

  /// Waits until no provider is asked any more, and what hangs has been given up.
  private static void settle(Child providers) {
    long quietSince = System.nanoTime();
    long[] last = asked(providers);
    while (System.nanoTime() - quietSince < Duration.ofSeconds(16).toNanos()) {
      Pauses.pause(Duration.ofMillis(200));
      long[] now = asked(providers);
      if (!Arrays.equals(last, now)) {
        quietSince = System.nanoTime();
        last = now;
      }
    }
  }

  private Load load(Installation installation, Node hub, Duration time) {
    List<Target> targets =
        Installation.each(readers, number -> new Target(hub.port(), installation.request(number)));
    Duration pace =
        rate == 0 ? Duration.ZERO : Duration.ofSeconds(1).multipliedBy(readers).dividedBy(rate);
    return new Load(targets, readers, BEFORE, time, pace);
  }

  private static Measured read(Child generator, Load load) {
    return Measured.parse(generator.ask(load.line()));
  }

  private static long[] asked(Child providers) {
    return Arrays.stream(providers.ask("counts").split(" ", -1))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static int[] numbers(String words) {
    return Arrays.stream(words.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private void report(String title) {
    System.out.printf("%n## %s, %d connections%s%n%n", title, readers, paceWords());
    System.out.printf(
        "- p99 in trouble: **%.2f** times that with nothing wrong (rounds: %s)%n",
        measured.ratio(TROUBLE, CALM, Measured::p99), measured.range(TROUBLE, CALM, Measured::p99));
    System.out.printf(
        "- mean in trouble: %.2f times (rounds: %s)%n%n",
        measured.ratio(TROUBLE, CALM, Measured::mean),
        measured.range(TROUBLE, CALM, Measured::mean));
    System.out.println(
        "| | round | answers/s | mean, ms | p50 | p90 | p99 | p99.9 | longest | failed |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String arm : measured.arms()) {
      int round = 0;
      for (Measured it : measured.of(arm)) {
        System.out.printf(
            "| %s | %d | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f | %d |%n",
            arm,
            ++round,
            it.rate(),
            it.mean() / NANOS_A_MILLI,
            it.p50() / NANOS_A_MILLI,
            it.p90() / NANOS_A_MILLI,
            it.p99() / NANOS_A_MILLI,
            it.p999() / NANOS_A_MILLI,
            it.longest() / NANOS_A_MILLI,
            it.failures());
      }
    }
    System.out.println();
    notes.forEach(note -> System.out.println("- " + note));
  }

  private String paceWords() {
    return rate == 0
        ? ", each asking again as soon as it is answered"
        : ", %d requests a second in all".formatted(rate);
  }
}
