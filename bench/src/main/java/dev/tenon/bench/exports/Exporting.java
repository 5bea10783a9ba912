package dev.tenon.bench.exports;

import dev.tenon.bench.Directories;
import dev.tenon.bench.Machine;
import dev.tenon.bench.Options;
import dev.tenon.bench.chaos.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Measures an export of many files against curl with the same parallelism. See `bench/README.md`.
public final class Exporting {
  private static final String PROJECT = "Thousand bolts";

  private final Options options;
  private final Path directory;
  private final Scene scene;
  private final int todos;
  private final int files;
  private final int parallel;
  private int round;

  private Exporting(Options options, Path directory) throws IOException, InterruptedException {
    this.options = options;
    this.directory = directory;
    this.scene = new Scene(Path.of(options.text("--root", ".")), directory, 1);
    this.files = options.number("--files", 10_000);
    this.todos = options.number("--todos", Math.max(1, files / 10));
    this.parallel = options.number("--parallel", 8);
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options =
        Options.read(args, "--root", "--files", "--todos", "--parallel", "--rounds", "--delay");
    Path directory = Files.createTempDirectory("tenon-exports");
    Exporting run = new Exporting(options, directory);
    Runtime.getRuntime().addShutdownHook(new Thread(run.scene::close));
    run.run();
    run.scene.close();
    Directories.delete(directory);
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    System.out.printf(
        "# bench/export %s%n%n%s. %s.%nRatios count; figures are of this machine on that day.%n%n",
        options.words().replaceAll("--root=\\S+ ?", "").strip(),
        LocalDate.now(ZoneOffset.UTC),
        new Machine(false, false).words());
    System.out.printf(
        "%,d files of 2 to 30 kB at %,d TODOs, %d at once.%n", files, todos, parallel);
    scene.providers().post("tuning", "{\"todos\":%d,\"attachments\":%d}".formatted(todos, files));
    // Nobody is measured cold.
    export();
    int delay = options.number("--delay", 20);
    compare(0);
    scene
        .providers()
        .post(
            "faults",
            "{\"kind\":\"delay\",\"ms\":%d,\"endpoint\":\"api\",\"times\":\"always\"}"
                .formatted(delay));
    compare(delay);
  }

  private void compare(int delay) throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> exported = new ArrayList<>();
    List<Double> curled = new ArrayList<>();
    for (int i = 0; i < options.number("--rounds", 3); i++) {
      double export = export() / 1e9;
      Path to = Files.createDirectory(directory.resolve("curl-" + round++));
      Curl.Took curl =
          new Curl(scene.ada(), to, parallel).run(scene.providers().url(), PROJECT, todos, files);
      Directories.delete(to);
      Log.say("export %.1f s, curl %.1f s".formatted(export, curl.all() / 1e9));
      exported.add(export);
      curled.add(curl.all() / 1e9);
      ratios.add(curl.all() / 1e9 / export);
      alone.add(curl.filesAlone() / 1e9 / export);
    }
    System.out.printf(
        """

        ## A provider that answers %s

        - export to curl that makes the same calls: **%.2f** of its throughput (rounds: %s)
        - to curl that knows every file's address beforehand: %.2f (%s)
        - seconds: export %.1f, curl %.1f
        """,
        delay == 0 ? "at once" : "in " + delay + " ms",
        median(ratios),
        range(ratios),
        median(alone),
        range(alone),
        median(exported),
        median(curled));
  }

  /// How long an export takes from nothing, with the start of its process.
  private long export() throws IOException, InterruptedException {
    Path to = Files.createDirectory(directory.resolve("out-" + round++));
    long start = System.nanoTime();
    Process export = scene.export(scene.nodes().getFirst().url(), PROJECT, to, parallel);
    if (export.waitFor() != 0) {
      throw new IllegalStateException("the export failed; see " + directory);
    }
    long took = System.nanoTime() - start;
    Directories.delete(to);
    return took;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static String range(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return "%.2f to %.2f".formatted(sorted.getFirst(), sorted.getLast());
  }
}
