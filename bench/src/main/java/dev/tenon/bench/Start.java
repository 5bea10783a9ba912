package dev.tenon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures how long `./tenon serve` and `./tenon demo` take to their first answer, with and
/// without the JDK's ahead-of-time cache, and prints a report in Markdown. See `bench/README.md`.
public final class Start {
  private static final int FIRST_STARTS = 1;

  private final Path root;
  private final int runs;
  private final Path data;

  private Start(Path root, int runs, Path data) {
    this.root = root;
    this.runs = runs;
    this.data = data;
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException {
    Options options = Options.read(args, "--root", "--runs");
    Path root = Path.of(options.text("--root", ".")).toAbsolutePath().normalize();
    Path data = Files.createTempDirectory("tenon-start");
    try {
      new Start(root, options.number("--runs", 7), data).run();
    } finally {
      Directories.delete(data);
    }
  }

  private void run() throws IOException {
    Machine machine = new Machine(false, false);
    new Report(System.out).head("start --runs=" + runs, machine);
    System.out.println(
        "From the start of the launcher; the program is built and its data is there: a second"
            + " start. Medians of "
            + runs
            + ", in ms.");
    System.out.println();
    System.out.println("| | hub answers | range | all is ready | range |");
    System.out.println("|---|---|---|---|---|");
    AotCache cache = AotCache.make(root);
    measure("serve", "with the cache");
    measure("demo", "with the cache");
    try (var _ = cache.away()) {
      measure("serve", "without the cache");
      measure("demo", "without the cache");
    }
  }

  private void measure(String command, String title) {
    List<Startup> startups = new ArrayList<>();
    for (int i = 0; i < FIRST_STARTS + runs; i++) {
      Startup startup = Startup.of(root, command, data.resolve(command));
      if (i >= FIRST_STARTS) {
        startups.add(startup);
      }
    }
    List<Long> answers = startups.stream().map(Startup::answerMillis).sorted().toList();
    List<Long> ready = startups.stream().map(Startup::readyMillis).sorted().toList();
    System.out.printf(
        "| `%s` %s | **%d** | %d to %d | **%d** | %d to %d |%n",
        command,
        title,
        answers.get(runs / 2),
        answers.getFirst(),
        answers.getLast(),
        ready.get(runs / 2),
        ready.getFirst(),
        ready.getLast());
  }
}
