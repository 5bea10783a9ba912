package dev.tenon.bench.exports;

import dev.tenon.bench.Directories;
import dev.tenon.bench.Machine;
import dev.tenon.bench.Options;
import dev.tenon.bench.chaos.Log;
import dev.tenon.bench.chaos.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Exports through three nodes while nodes and exports are killed. See `bench/README.md`.
public final class ExportKills {
  private static final String PROJECT = "Thousand bolts";
  private static final Duration START = Duration.ofSeconds(90);
  private static final int PARALLEL = 8;

  private final Options options;
  private final Path directory;
  private final Scene scene;
  private final Switchboard switchboard;
  private final Random random;
  private final AtomicInteger nodeKills = new AtomicInteger();
  private int exportKills;
  private int ended;
  private final List<Path> complete = new ArrayList<>();

  private ExportKills(Options options, Path directory) throws IOException, InterruptedException {
    this.options = options;
    this.directory = directory;
    this.scene =
        new Scene(Path.of(options.text("--root", ".")), directory, options.number("--nodes", 3));
    this.switchboard = Switchboard.start(scene.nodes());
    this.random = new Random(options.number("--seed", 1));
  }

  /// Runs as its arguments say; ends with 1 where something did not hold.
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options =
        Options.read(
            args, "--root", "--kills", "--nodes", "--todos", "--files", "--delay", "--pause",
            "--seed");
    Path directory = Files.createTempDirectory("tenon-exports");
    ExportKills run = new ExportKills(options, directory);
    Runtime.getRuntime().addShutdownHook(new Thread(run.scene::close));
    List<String> faults = run.run();
    run.switchboard.close();
    run.scene.close();
    if (faults.isEmpty()) {
      Directories.delete(directory);
    } else {
      Log.say("what there is to see is in " + directory);
    }
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private List<String> run() throws IOException, InterruptedException {
    int todos = options.number("--todos", 300);
    int files = options.number("--files", 2000);
    int kills = options.number("--kills", 200);
    int pause = options.number("--pause", 2000);
    scene.providers().post("tuning", "{\"todos\":%d,\"attachments\":%d}".formatted(todos, files));
    scene
        .providers()
        .post(
            "faults",
            "{\"kind\":\"delay\",\"ms\":%d,\"endpoint\":\"api\",\"times\":\"always\"}"
                .formatted(options.number("--delay", 5)));
    long start = System.nanoTime();
    Path out = fresh();
    Process export = scene.export(switchboard.url(), PROJECT, out, PARALLEL);
    for (int i = 0; i < kills; i++) {
      Optional<Boolean> over = outcome(export, 100 + random.nextInt(pause));
      if (over.isPresent()) {
        // A whole one is kept to be looked at, and the next begins from nothing.
        if (over.get()) {
          complete.add(out);
          out = fresh();
        }
        export = scene.export(switchboard.url(), PROJECT, out, PARALLEL);
      }
      if (random.nextInt(3) == 0) {
        export.destroyForcibly().waitFor();
        exportKills++;
        export = scene.export(switchboard.url(), PROJECT, out, PARALLEL);
      } else {
        killNode();
      }
      if (i % 20 == 19) {
        Log.say(
            "%d kills; %d exports complete, %d files in the one under way"
                .formatted(i + 1, complete.size(), fetched(out)));
      }
    }
    while (!outcome(export, TimeUnit.MINUTES.toMillis(10)).orElse(false)) {
      export = scene.export(switchboard.url(), PROJECT, out, PARALLEL);
    }
    complete.add(out);
    return report(todos, files, Duration.ofNanos(System.nanoTime() - start));
  }

  /// Whether the export has ended within the time, and if so whether as complete.
  private Optional<Boolean> outcome(Process export, long millis) throws InterruptedException {
    if (!export.waitFor(millis, TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    ended++;
    return Optional.of(export.exitValue() == 0);
  }

  private void killNode() throws InterruptedException {
    Node node = scene.nodes().get(random.nextInt(scene.nodes().size()));
    if (!node.kill()) {
      return;
    }
    nodeKills.incrementAndGet();
    long away = 50L + random.nextInt(450);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(away);
                node.up(START);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private Path fresh() throws IOException {
    return Files.createDirectories(directory.resolve("out-" + complete.size()));
  }

  private static long fetched(Path out) throws IOException {
    Path log = out.resolve("files.ndjson");
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(it -> it.endsWith("}")).count();
    }
  }

  private List<String> report(int todos, int files, Duration took)
      throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    for (Path out : complete) {
      for (String fault : new Exported(out, scene.ada()).faults(todos, files)) {
        faults.add(out.getFileName() + ": " + fault);
      }
    }
    System.out.printf(
        "# bench/export-kills %s%n%n%s. %s.%n%n",
        options.words().replaceAll("--root=\\S+ ?", "").strip(),
        LocalDate.now(ZoneOffset.UTC),
        new Machine(false, false).words());
    System.out.printf(
        "%d nodes on one PostgreSQL; each export of %,d TODOs with %,d files.%n%n",
        scene.nodes().size(), todos, files);
    System.out.println("| | |");
    System.out.println("|---|---|");
    System.out.printf("| nodes killed | %d |%n", nodeKills.get());
    System.out.printf("| exports killed | %d |%n", exportKills);
    System.out.printf("| exports that ended by themselves, complete or not | %d |%n", ended);
    System.out.printf("| exports complete, and looked at | %d |%n", complete.size());
    System.out.printf("| seconds | %d |%n", took.toSeconds());
    System.out.printf(
        "| **missing, there twice, or with another hash** | **%d** |%n", faults.size());
    faults.stream().limit(20).forEach(fault -> System.out.println("- " + fault));
    return faults;
  }
}
