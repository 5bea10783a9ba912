package dev.tenon.bench;

import dev.tenon.bench.Subject.Arm;
import dev.tenon.bench.load.Generator;
import dev.tenon.bench.load.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Measures the reading of a valid token against a constant answer of the same size from the same
/// process in the same run, and prints a report in Markdown. See `bench/README.md`.
public final class TokenRead {
  private static final List<Integer> CONNECTIONS = List.of(32, 256);
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration BEFORE = Duration.ofMillis(1500);

  private final Options options;
  private final Machine machine;
  private final Report report = new Report(System.out);

  private TokenRead(Options options) {
    this.options = options;
    this.machine = new Machine(options.isSet("--pin"), options.isSet("--realtime"));
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException {
    Options options =
        Options.read(args, "--pin", "--realtime", "--rounds", "--seconds", "--database");
    new TokenRead(options).run();
  }

  private void run() throws IOException {
    report.head("token-read " + options.words(), machine);
    String database = options.text("--database", "both");
    Path directory = Files.createTempDirectory("tenon-bench");
    try {
      if (!database.equals("postgresql")) {
        measure("SQLite", directory.resolve("sqlite"), Optional.empty());
      }
      if (!database.equals("sqlite")) {
        try (Postgres postgres = Postgres.start(Files.createDirectory(directory.resolve("pg")))) {
          measure("PostgreSQL", directory.resolve("hub"), Optional.of(postgres));
        }
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(String title, Path directory, Optional<Postgres> postgres) {
    List<String> url = postgres.map(Postgres::url).stream().toList();
    int users = CONNECTIONS.getLast();
    try (Subject hub = Subject.start(machine.prefix(0), directory, url, users);
        Child generator = Child.start(machine.prefix(1), Generator.class, List.of())) {
      report.subject(title, hub);
      for (Arm arm : hub.arms()) {
        arm.measure(generator, users, BEFORE, WARM_UP);
      }
      int statementsBefore = postgres.map(it -> it.statements().size()).orElse(0);
      hub.countStatements();
      long tokens = 0;
      for (int connections : CONNECTIONS) {
        Rounds rounds = rounds(hub, generator, connections);
        report.rounds(connections, rounds);
        tokens += rounds.total("token", Measured::answers);
      }
      report.statements(tokens, hub.coldStatements(), hub.countedStatements());
      postgres.ifPresent(
          it -> report.sent(it.statements().subList(statementsBefore, it.statements().size())));
    }
  }

  private Rounds rounds(Subject hub, Child generator, int connections) {
    Rounds rounds = new Rounds();
    Duration during = Duration.ofSeconds(options.number("--seconds", 4));
    for (int i = 0; i < options.number("--rounds", 5); i++) {
      for (Arm arm : hub.arms()) {
        rounds.add(arm.name(), arm.measure(generator, connections, BEFORE, during));
      }
    }
    return rounds;
  }
}
