package dev.tenon.bench.chaos;

import dev.tenon.bench.Directories;
import dev.tenon.bench.Options;
import dev.tenon.bench.sync.ItemsApi;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/// Kills and pauses nodes while they keep records in step with lists that change all the time; then
/// compares what is kept with what the provider has. See `bench/README.md`.
public final class SyncKills {
  private static final Secret ADMIN_KEY =
      Secret.of("tenon_chaoschaoschaoschaoschaoschaoschaoschaosch");
  private static final Duration UP = Duration.ofSeconds(60);
  private static final Duration SETTLING = Duration.ofMinutes(10);
  private static final Duration PAGE = Duration.ofMillis(60);
  private static final int PROJECTS = 6;

  private final Options options;
  private final Random random;
  private final Store store;
  private final ItemsApi api;
  private final List<Node> nodes = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean calm = new AtomicBoolean();
  private int kills;
  private int pauses;

  private SyncKills(Options options, Path directory) throws IOException {
    this.options = options;
    this.random = new Random(options.number("--seed", 1));
    Program program =
        Program.make(Path.of(options.text("--root", ".")).toAbsolutePath().normalize());
    this.store = Store.start(Files.createDirectory(directory.resolve("pg")));
    this.api = new ItemsApi(PROJECTS, options.number("--items", 1200), PAGE);
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    for (int i = 1; i <= options.number("--nodes", 3); i++) {
      nodes.add(
          new Node(
              i,
              program,
              List.of("--database-url", store.url()),
              Map.of(
                  "TENON_MASTER_KEY",
                  Base64.getEncoder().encodeToString(key),
                  "TENON_ADMIN_KEY",
                  ADMIN_KEY.reveal()),
              directory.resolve("node-" + i),
              freePort()));
    }
  }

  /// Runs as its arguments say; ends with 1 where something did not hold.
  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    Options options =
        Options.read(
            args, "--root", "--kills", "--nodes", "--syncs", "--items", "--seed", "--minutes");
    Path directory = Files.createTempDirectory("tenon-sync-kills");
    SyncKills harness = new SyncKills(options, directory);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> harness.nodes.forEach(Node::end)));
    boolean held;
    try {
      held = harness.run();
    } finally {
      harness.end();
    }
    if (held) {
      Directories.delete(directory);
    } else {
      Log.say("what the processes said is in " + directory);
    }
    System.exit(held ? 0 : 1);
  }

  private boolean run() throws InterruptedException, SQLException {
    for (Node node : nodes) {
      node.awaitUp(node.start(), UP);
    }
    List<KeptItems> syncs =
        KeptItems.begin(nodes.getFirst().url(), ADMIN_KEY, api.url(), options.number("--syncs", 8));
    Thread turning = Thread.startVirtualThread(this::turn);
    Thread asking = Thread.startVirtualThread(() -> ask(syncs));
    Thread following = Thread.startVirtualThread(() -> follow(syncs));
    Instant start = Instant.now();
    Instant last = start.plus(Duration.ofMinutes(options.number("--minutes", 60)));
    int wanted = options.number("--kills", 200);
    while (kills < wanted && Instant.now().isBefore(last)) {
      Thread.sleep(500 + random.nextInt(2000));
      trouble();
    }
    Duration took = Duration.between(start, Instant.now());
    calm.set(true);
    turning.join();
    for (Node node : nodes) {
      if (!node.isUp()) {
        node.awaitUp(node.start(), UP);
      }
    }
    boolean settled = settle(syncs);
    over.set(true);
    asking.join();
    following.join();
    return report(syncs, wanted, took, settled);
  }

  /// Other items are there now, again and again.
  private void turn() {
    try {
      while (!calm.get()) {
        Thread.sleep(1500);
        api.turn();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(List<KeptItems> syncs) {
    try {
      while (!over.get()) {
        for (KeptItems sync : syncs) {
          Optional<Node> node = one();
          if (node.isPresent()) {
            sync.runNow(node.get().url());
          }
        }
        Thread.sleep(300);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(List<KeptItems> syncs) {
    try {
      while (!over.get()) {
        for (KeptItems sync : syncs) {
          Optional<Node> node = one();
          if (node.isPresent()) {
            sync.follow(node.get().url());
          }
        }
        Thread.sleep(500);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Node> one() {
    List<Node> up = nodes.stream().filter(Node::isUp).filter(it -> !it.isPaused()).toList();
    return up.isEmpty()
        ? Optional.empty()
        : Optional.of(up.get((int) (System.nanoTime() % up.size())));
  }

  /// Kills a node that runs a sync, one in six times pauses it instead, for longer than the others
  /// wait for a sign of life.
  private void trouble() throws InterruptedException, SQLException {
    Optional<Node> running = running();
    if (running.isEmpty()) {
      return;
    }
    Node node = running.get();
    Life life = node.life().orElseThrow();
    if (random.nextInt(6) == 0) {
      Duration length = Duration.ofSeconds(14 + random.nextInt(8));
      pauses++;
      Thread.startVirtualThread(
          () -> {
            try {
              life.pause(length);
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });
      return;
    }
    if (life.kill("while it ran a sync")) {
      kills++;
      life.process().waitFor();
      life.ended();
      Log.say("kill %d: node %d".formatted(kills, node.number()));
      Thread.startVirtualThread(() -> startAgain(node));
    }
  }

  private void startAgain(Node node) {
    try {
      Thread.sleep(random.nextInt(1500));
      Life life = node.start();
      node.awaitUp(life, UP);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One of the nodes that run a sync just now, as the database has it.
  private Optional<Node> running() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT picked_by FROM scheduled_tasks WHERE picked")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    List<Node> busy =
        nodes.stream()
            .filter(Node::isUp)
            .filter(it -> !it.isPaused())
            .filter(
                node ->
                    node.names().stream()
                        .anyMatch(own -> names.stream().anyMatch(it -> it.startsWith(own + "."))))
            .toList();
    return busy.isEmpty() ? Optional.empty() : Optional.of(busy.get(random.nextInt(busy.size())));
  }

  /// Until each sync has had two whole runs that began when nothing changed any more.
  private boolean settle(List<KeptItems> syncs) throws InterruptedException {
    Instant frozen = Instant.now().plusSeconds(1);
    Instant last = Instant.now().plus(SETTLING);
    while (Instant.now().isBefore(last)) {
      boolean settled = true;
      for (KeptItems sync : syncs) {
        settled &= sync.completeRunsSince(nodes.getFirst().url(), frozen) >= 2;
      }
      if (settled) {
        return true;
      }
      Thread.sleep(1000);
    }
    return false;
  }

  private boolean report(List<KeptItems> syncs, int wanted, Duration took, boolean settled)
      throws InterruptedException {
    Map<String, Long> all = api.all();
    int missing = 0;
    int twice = 0;
    int wrong = 0;
    int followedWrongly = 0;
    long cutOff = 0;
    for (KeptItems sync : syncs) {
      KeptItems.Found found = sync.read(nodes.getFirst().url(), all);
      missing += found.missing();
      twice += found.twice();
      wrong += found.wrong();
      sync.follow(nodes.getFirst().url());
      followedWrongly += sync.followed().equals(all) ? 0 : 1;
      cutOff += sync.cutOffRuns(nodes.getFirst().url());
    }
    System.out.printf("# bench/sync-kills %s%n%n", options.words().replaceAll("--root=\\S+ ?", ""));
    System.out.printf(
        "%d nodes on PostgreSQL, %d syncs of %d items each that change every 1.5 s. %d kills"
            + " (SIGKILL, of nodes that ran a sync at that moment) and %d pauses of 14 to 21 s in %d s.%n%n",
        nodes.size(), syncs.size(), all.size(), kills, pauses, took.toSeconds());
    System.out.println("| What must hold | Found |");
    System.out.println("|---|---|");
    System.out.printf("| nodes killed while they ran a sync: %d | %d |%n", wanted, kills);
    System.out.printf("| every sync comes to rest | %s |%n", settled ? "yes" : "NO");
    System.out.printf("| items missing: 0 | %d |%n", missing);
    System.out.printf("| items there twice: 0 | %d |%n", twice);
    System.out.printf("| records that the provider does not have so: 0 | %d |%n", wrong);
    System.out.printf(
        "| followers of `changed_since` that have something else in the end: 0 | %d |%n",
        followedWrongly);
    System.out.printf(
        "%nOf the newest runs (100 a sync at most) %d were gone on with by another process.%n",
        cutOff);
    return settled && kills >= wanted && missing + twice + wrong + followedWrongly == 0;
  }

  private void end() {
    over.set(true);
    calm.set(true);
    nodes.forEach(Node::end);
    api.close();
    store.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
