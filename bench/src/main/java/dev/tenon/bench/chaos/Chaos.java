package dev.tenon.bench.chaos;

import dev.tenon.bench.Directories;
import dev.tenon.bench.Options;
import dev.tenon.sdk.Connection;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.server.vault.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Kills, pauses and cuts off real processes while they refresh tokens, and counts what is lost;
/// prints a report in Markdown. See `bench/README.md`.
public final class Chaos {
  private static final Secret ADMIN_KEY =
      Secret.of("tenon_chaoschaoschaoschaoschaoschaoschaoschaosch");
  private static final String FILE_NAME = DatabaseSettings.FILE_NAME;
  private static final int CALLERS = 40;
  private static final int STORMS = 50;
  private static final Duration SETTLING = Duration.ofMinutes(10);
  private static final Duration TROUBLES_END = Duration.ofSeconds(150);

  private final Plan plan;
  private final String words;
  private final Path directory;
  private final Optional<Store> store;
  private final Providers providers;
  private final List<Node> nodes = new ArrayList<>();
  private final Tally tally = new Tally();
  private final Barriers barriers = new Barriers();
  private final Run trouble = new Run();
  private final Run keeping = new Run();
  private final Map<String, Node> owners = new ConcurrentHashMap<>();
  private final AtomicInteger killsLeft;
  private final Dice dice;
  private final String masterKey;
  private final Phases phases;
  private final Yardstick yardstick;

  private Chaos(Plan plan, String words, Path directory) throws IOException, InterruptedException {
    this.plan = plan;
    this.words = words.replaceAll("--root=\\S+ ?", "");
    this.directory = directory;
    this.killsLeft = new AtomicInteger(0);
    this.dice = Dice.of(plan.seed());
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.masterKey = Base64.getEncoder().encodeToString(key);
    Program program = Program.make(plan.root());
    this.store =
        plan.sqlite()
            ? Optional.empty()
            : Optional.of(Store.start(Files.createDirectory(directory.resolve("pg"))));
    this.providers = Providers.start(program, directory, freePort());
    List<String> options = store.map(it -> List.of("--database-url", it.url())).orElseGet(List::of);
    for (int i = 1; i <= plan.nodes(); i++) {
      nodes.add(
          new Node(
              i,
              program,
              options,
              Map.of("TENON_MASTER_KEY", masterKey, "TENON_ADMIN_KEY", ADMIN_KEY.reveal()),
              directory.resolve("node-" + i),
              freePort()));
    }
    this.yardstick = Yardstick.start(directory.resolve("yardstick"));
    this.phases = new Phases(directory, nodes, this::endProcesses);
  }

  /// Runs as its arguments say; ends with 1 where something did not hold.
  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    Options options = Options.read(args, Plan.OPTIONS);
    Path directory = Files.createTempDirectory("tenon-chaos");
    Chaos chaos = new Chaos(Plan.of(options), options.words(), directory);
    Runtime.getRuntime().addShutdownHook(new Thread(chaos::endProcesses));
    boolean held;
    try {
      held = chaos.run();
    } finally {
      chaos.phases.begin("ending the processes", Duration.ofMinutes(2));
      chaos.end();
    }
    if (held) {
      Directories.delete(directory);
    } else {
      Log.say("what the processes said, and the evidence, is in " + directory);
    }
    System.exit(held ? 0 : 1);
  }

  private boolean run() throws InterruptedException, SQLException {
    phases.begin("connecting " + plan.connections() + " users", SETTLING);
    Node first = nodes.getFirst();
    Optional<Witness> witness = Optional.of(begin(first));
    Population population =
        Population.settle(first.url(), ADMIN_KEY, providers, plan.connections());
    Callers callers = new Callers(population, nodes, providers, tally);
    phases.begin("starting, undisturbed", Duration.ofMinutes(8));
    List<ColdStart> cold = coldStarts(callers);

    phases.begin("killing " + plan.kills() + " processes", plan.most().plusMinutes(2));
    Instant start = Instant.now();
    killsLeft.set(plan.kills());
    keep(witness);
    trouble(population, callers);
    while (killsLeft.get() > 0 && Instant.now().isBefore(start.plus(plan.most()))) {
      Thread.sleep(1000);
      progress(start);
    }
    Duration took = Duration.between(start, Instant.now());
    phases.begin("calm: what makes trouble ends", TROUBLES_END.plusMinutes(2));
    killsLeft.set(0);
    trouble.end(TROUBLES_END);
    phases.begin("calm: every token once more", SETTLING.plusMinutes(3));
    Instant calm = Instant.now();
    List<Held> unsettled =
        new Calm(providers, population, nodes, callers).settle(SETTLING, dice.another());
    Duration calmed = Duration.between(calm, Instant.now());
    phases.begin("reading what the providers and the database saw", Duration.ofMinutes(4));
    List<TokenCall> calls = providers.callsAfter(0);
    Map<String, Providers.GrantState> grants = providers.grants();
    History history = History.read(rows());
    phases.begin("storm", Duration.ofMinutes(12));
    Storm.Outcome storm;
    try (TenonClient admin = TenonClient.of(first.url(), ADMIN_KEY)) {
      storm = new Storm(providers, population, nodes, callers, admin).blow(STORMS);
    }
    phases.begin("report", Duration.ofMinutes(5));
    Senders senders = new Senders(history, owners, nodes, providers.url().getPort());
    Verdict verdict = new Verdict(calls, grants, history, witness, senders, yardstick, cold);
    Reuses reuses = new Reuses(verdict, senders, history, barriers);
    Evidence evidence = new Evidence(verdict, senders, history, nodes);
    return report(population, verdict, reuses, evidence, unsettled, storm, took, calmed, witness);
  }

  private boolean report(
      Population population,
      Verdict verdict,
      Reuses twice,
      Evidence evidence,
      List<Held> unsettled,
      Storm.Outcome storm,
      Duration took,
      Duration calmed,
      Optional<Witness> witness) {
    Map<Held, Fate> fates = new LinkedHashMap<>();
    Map<String, Held> byGrant = new LinkedHashMap<>();
    population.all().forEach(held -> byGrant.put(held.grant(), held));
    verdict.measure(byGrant);
    for (Held held : population.all()) {
      fates.put(held, verdict.fate(held, new HashSet<>(unsettled)));
    }
    List<Reuse> reuses = twice.all(byGrant, fates);
    evidence.write(directory.resolve("evidence"), Evidence.suspects(fates.values(), reuses));
    ChaosReport report = new ChaosReport(System.out);
    report.head(words, plan, took, calmed);
    report.must(kills(), fates.values(), reuses, tally, storm);
    report.fates(fates.values(), verdict, reasons());
    report.ways(verdict.ways(byGrant), verdict.coldWays(), yardstick.all());
    report.reuses(reuses);
    report.troubles(tally, verdict, witness.map(Witness::count).orElse(0));
    return report.end();
  }

  private List<ColdStart> coldStarts(Callers callers) throws InterruptedException {
    Run asking = new Run();
    for (int i = 0; i < CALLERS; i++) {
      Dice own = dice.another();
      asking.repeat("first-caller-" + i, () -> callers.askOnce(own));
    }
    List<ColdStart> starts = ColdStart.several(nodes, owners);
    asking.end(TROUBLES_END);
    return starts;
  }

  /// What the hub shows of the connections that are over.
  private Map<String, Long> reasons() {
    Map<String, Long> reasons = new TreeMap<>();
    try (TenonClient admin = TenonClient.of(nodes.getFirst().url(), ADMIN_KEY)) {
      for (Connection each : admin.connections().list().toList()) {
        if (each.status().equals("reauthorization_required")) {
          String code =
              each.members()
                  .object("last_error")
                  .flatMap(it -> it.text("code"))
                  .orElse("no reason");
          reasons.merge(code, 1L, Long::sum);
        }
      }
    }
    return reasons;
  }

  private long kills() {
    return nodes.stream()
        .flatMap(node -> node.lives().stream())
        .filter(life -> life.kill().isPresent())
        .count();
  }

  private void progress(Instant start) {
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    if (seconds % 15 == 0) {
      Log.say(
          "%d s: %d kills to go, tokens %s, refused %s, up %s"
              .formatted(
                  seconds,
                  killsLeft.get(),
                  tally.startingWith("ask: "),
                  tally.startingWith("refusal: "),
                  nodes.stream().map(Node::isUp).toList()));
    }
    if (!providers.isAlive()) {
      throw new IllegalStateException("the sandbox has ended; see " + directory);
    }
  }

  private void keep(Optional<Witness> witness) {
    for (Node node : nodes) {
      Keeper keeper =
          new Keeper(
              node, witness, owners, killsLeft, tally, dice.another(), plan.withoutJournal());
      keeping.repeat("node-" + node.number(), keeper::round);
    }
  }

  private void trouble(Population population, Callers callers) {
    for (int i = 0; i < CALLERS; i++) {
      Dice own = dice.another();
      trouble.repeat("caller-" + i, () -> callers.askOnce(own));
    }
    Returns returns = new Returns(population, nodes, ADMIN_KEY, providers, tally);
    Dice returnDice = dice.another();
    trouble.repeat("returns", () -> returns.round(returnDice));
    Weather weather = new Weather(providers, tally, plan.lost());
    Dice weatherDice = dice.another();
    trouble.repeat("weather", () -> weather.change(weatherDice));
    Director director =
        new Director(
            rows(),
            barriers,
            providers,
            population,
            callers,
            nodes,
            owners,
            weather,
            killsLeft,
            tally);
    Dice directorDice = dice.another();
    trouble.repeat("director", () -> director.next(directorDice));
    Sleeper sleeper = new Sleeper(nodes, tally, trouble);
    Dice sleeperDice = dice.another();
    trouble.repeat("sleeper", () -> sleeper.next(sleeperDice));
    if (store.isPresent()) {
      Outages outages = new Outages(store.get(), barriers, tally, trouble);
      Dice outageDice = dice.another();
      trouble.repeat("outages", () -> outages.next(outageDice));
    }
  }

  /// A first life makes the database; what notes its changes is put in when nobody uses it.
  private Witness begin(Node first) throws InterruptedException, SQLException {
    first.awaitUp(first.start(), Duration.ofSeconds(60));
    Life life = first.life().orElseThrow();
    life.process().destroy();
    if (!life.process().waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("node 1 does not end when it is told to");
    }
    life.ended();
    first.names();
    History.begin(rows());
    Witness witness = witness();
    first.awaitUp(first.start(), Duration.ofSeconds(60));
    return witness;
  }

  private Rows rows() {
    return store.isPresent() ? store.get() : new SqliteFile(sqliteDirectory().resolve(FILE_NAME));
  }

  private Path sqliteDirectory() {
    return nodes.getFirst().directory().resolve("data");
  }

  private Witness witness() {
    try (Database database =
        Database.open(DatabaseSettings.of(store.map(Store::url), sqliteDirectory()))) {
      MasterKey key = MasterKey.parse(dev.tenon.secret.Secret.of(masterKey)).orElseThrow();
      KeyRing ring =
          KeyRing.open(
              key,
              database.keyset(),
              _ -> {
                throw new IllegalStateException("no keyset");
              });
      return new Witness(ring.vault(), directory.resolve("copies"));
    }
  }

  private void endProcesses() {
    trouble.stop();
    // Or it would start again what is ended here.
    keeping.stop();
    nodes.forEach(Node::end);
    providers.close();
    store.ifPresent(Store::close);
  }

  private void end() throws InterruptedException, IOException {
    yardstick.close();
    trouble.end(Duration.ofSeconds(5));
    keeping.end(Duration.ofSeconds(20));
    endProcesses();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
