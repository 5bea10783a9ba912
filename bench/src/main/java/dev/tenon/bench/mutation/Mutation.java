package dev.tenon.bench.mutation;

import dev.tenon.bench.Machine;
import dev.tenon.bench.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Changes the engine's classes one place at a time, runs the tests against each change, and prints
/// a report in Markdown of what they noticed. See `bench/README.md`.
public final class Mutation {
  private static final int WANTED_PERCENT = 90;

  private final Options options;
  private final Path root;

  private Mutation(Options options, Path root) {
    this.options = options;
    this.root = root;
  }

  /// Mutates as its arguments say; fails where too many survive or one is not explained.
  public static void main(String[] args) throws IOException {
    Options options = Options.read(args, "--root", "--classes");
    Path root = Path.of(options.text("--root", ".")).toAbsolutePath().normalize();
    System.exit(new Mutation(options, root).run() ? 0 : 1);
  }

  private boolean run() throws IOException {
    long start = System.nanoTime();
    mutate();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<Mutant> mutants =
        Files.readAllLines(root.resolve("core/target/pit-reports/mutations.csv")).stream()
            .map(Mutant::read)
            .toList();
    if (mutants.isEmpty()) {
      throw new IllegalStateException("nothing was mutated: no such class");
    }
    return report(mutants, Explained.read(root.resolve("core/mutants.md")), took);
  }

  /// The tests run on the JDK that this runs on.
  private void mutate() throws IOException {
    List<String> command =
        new ArrayList<>(List.of("mvn", "-q", "-B", "-pl", "core", "-Pmutation", "test-compile"));
    command.add("org.pitest:pitest-maven:mutationCoverage");
    if (options.isSet("--classes")) {
      command.add("-DtargetClasses=" + options.text("--classes", ""));
    }
    ProcessBuilder maven = new ProcessBuilder(command).directory(root.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = maven.redirectErrorStream(true).start();
    process.getInputStream().transferTo(System.err);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the mutation did not run to its end");
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException(e);
    }
  }

  private boolean report(List<Mutant> mutants, Explained explained, Duration took) {
    List<Mutant> survivors = mutants.stream().filter(it -> !it.isKilled()).toList();
    List<Mutant> missing = explained.missing(survivors);
    long killed = mutants.size() - survivors.size();
    double percent = 100.0 * killed / mutants.size();
    System.out.printf(
        "# bench/mutation%s%n%n",
        options.isSet("--classes") ? " --classes=" + options.text("--classes", "") : "");
    System.out.printf(
        "%s. %s. %d min.%n%n",
        LocalDate.now(ZoneOffset.UTC), new Machine(false, false).words(), took.toMinutes());
    System.out.println("| | must be | is |");
    System.out.println("|---|---|---|");
    System.out.printf("| mutants | | %d |%n", mutants.size());
    System.out.printf(
        "| killed | at least %d %% | **%.1f %%** (%d; %d of them ran too long) |%n",
        WANTED_PERCENT, percent, killed, mutants.stream().filter(Mutant::isTimedOut).count());
    System.out.printf(
        "| survivors | each explained in core/mutants.md | %d, **%d** not explained |%n",
        survivors.size(), missing.size());
    classes(mutants);
    survivors(survivors, missing);
    return percent >= WANTED_PERCENT && missing.isEmpty();
  }

  private static void classes(List<Mutant> mutants) {
    System.out.printf(
        "%n## By class%n%n| Class | mutants | killed | survived |%n|---|---|---|---|%n");
    Map<String, List<Mutant>> types =
        mutants.stream()
            .collect(Collectors.groupingBy(Mutant::type, TreeMap::new, Collectors.toList()));
    types.forEach(
        (type, all) -> {
          long killed = all.stream().filter(Mutant::isKilled).count();
          System.out.printf(
              "| %s | %d | %d | %d |%n", type, all.size(), killed, all.size() - killed);
        });
  }

  private static void survivors(List<Mutant> survivors, List<Mutant> missing) {
    System.out.printf("%n## Survivors%n%n| Place | line | change | |%n|---|---|---|---|%n");
    survivors.forEach(
        it ->
            System.out.printf(
                "| `%s` | %d | %s | %s |%n",
                it.place(),
                it.line(),
                it.change(),
                missing.contains(it) ? "**not explained**" : "explained"));
  }
}
