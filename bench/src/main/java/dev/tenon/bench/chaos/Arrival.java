package dev.tenon.bench.chaos;

import dev.tenon.bench.Directories;
import dev.tenon.bench.Machine;
import dev.tenon.bench.Options;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How long an answer takes from the provider's having sent it to its being stored, on a node that
/// is killed and started again with everything due; prints a report in Markdown. See
/// `bench/README.md`.
public final class Arrival {
  private static final Secret ADMIN_KEY =
      Secret.of("tenon_chaoschaoschaoschaoschaoschaoschaoschaosch");
  private static final Duration LIFETIME = Duration.ofSeconds(6);
  private static final Duration AWAY = Duration.ofSeconds(7);
  private static final String[] OPTIONS = {
    "--root", "--connections", "--rounds", "--seconds", "--callers", "--delay"
  };

  private final Options options;
  private final Store store;
  private final Providers providers;
  private final Node node;

  private Arrival(Options options, Path directory) throws IOException, InterruptedException {
    this.options = options;
    Program program =
        Program.make(Path.of(options.text("--root", ".")).toAbsolutePath().normalize());
    this.store = Store.start(Files.createDirectory(directory.resolve("pg")));
    this.providers = Providers.start(program, directory, freePort());
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.node =
        new Node(
            1,
            program,
            List.of("--database-url", store.url()),
            Map.of(
                "TENON_MASTER_KEY",
                Base64.getEncoder().encodeToString(key),
                "TENON_ADMIN_KEY",
                ADMIN_KEY.reveal()),
            directory.resolve("node-1"),
            freePort());
  }

  /// Runs as its arguments say.
  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    Options options = Options.read(args, OPTIONS);
    Path directory = Files.createTempDirectory("tenon-arrival");
    Arrival arrival = new Arrival(options, directory);
    Runtime.getRuntime().addShutdownHook(new Thread(arrival::end));
    arrival.run();
    arrival.end();
    Directories.delete(directory);
    System.exit(0);
  }

  private void run() throws InterruptedException, SQLException {
    node.awaitUp(node.start(), Duration.ofSeconds(60));
    History.begin(store);
    Population population =
        Population.settle(node.url(), ADMIN_KEY, providers, options.number("--connections", 300));
    for (Site site : Site.values()) {
      providers.setLifetime(site, LIFETIME);
      if (options.isSet("--delay")) {
        providers.post(
            "faults",
            "{\"kind\":\"delay\",\"ms\":%d,\"provider\":\"%s\",\"times\":1000000}"
                .formatted(options.number("--delay", 0), site.provider()));
      }
    }
    Run asking = new Run();
    Callers callers = new Callers(population, List.of(node), providers, new Tally());
    Dice dice = Dice.of(1);
    for (int i = 0; i < options.number("--callers", 40); i++) {
      Dice own = dice.another();
      asking.repeat("caller-" + i, () -> callers.askOnce(own));
    }
    for (int i = 0; i < options.number("--rounds", 6); i++) {
      node.life().orElseThrow().kill("so that it starts again");
      node.life().orElseThrow().process().waitFor();
      node.life().orElseThrow().ended();
      Thread.sleep(AWAY);
      node.awaitUp(node.start(), Duration.ofSeconds(60));
      Thread.sleep(Duration.ofSeconds(options.number("--seconds", 6)));
    }
    asking.end(Duration.ofSeconds(40));
    report(population, providers.callsAfter(0), History.read(store));
  }

  private void report(Population population, List<TokenCall> calls, History history) {
    Map<String, Held> byGrant = new TreeMap<>();
    population.all().forEach(held -> byGrant.put(held.grant(), held));
    System.out.printf("# bench/arrival %s%n%n", options.words().replaceAll("--root=\\S+ ?", ""));
    System.out.printf(
        "%s. %s. Milliseconds from an answer's having been sent to its being stored.%n%n",
        LocalDate.now(ZoneOffset.UTC), new Machine(false, false).words());
    System.out.printf("| start | answers | median | 90 %% | 99 %% | longest | never stored |%n");
    System.out.printf("|---|---|---|---|---|---|---|%n");
    List<Long> all = new ArrayList<>();
    int never = 0;
    for (Life life : node.lives().subList(1, node.lives().size())) {
      List<Long> millis = new ArrayList<>();
      int unstored = 0;
      for (TokenCall call : calls) {
        Held held = byGrant.get(call.grant());
        if (held == null || !call.isAnswered() || !life.covers(call.arrived())) {
          continue;
        }
        Optional<Instant> stored = history.stored(held.id(), call.turn() + 1);
        if (stored.isPresent()) {
          millis.add(Duration.between(call.ended().orElseThrow(), stored.get()).toMillis());
        } else {
          unstored++;
        }
      }
      row(Integer.toString(node.lives().indexOf(life)), millis, unstored);
      all.addAll(millis);
      never += unstored;
    }
    row("all", all, never);
  }

  private static void row(String name, List<Long> millis, int unstored) {
    List<Long> sorted = millis.stream().sorted().toList();
    if (sorted.isEmpty()) {
      System.out.printf("| %s | 0 | | | | | %d |%n", name, unstored);
      return;
    }
    System.out.printf(
        "| %s | %d | %d | %d | %d | %d | %d |%n",
        name,
        sorted.size(),
        at(sorted, 0.5),
        at(sorted, 0.9),
        at(sorted, 0.99),
        sorted.getLast(),
        unstored);
  }

  private static long at(List<Long> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
  }

  private void end() {
    node.end();
    providers.close();
    store.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
