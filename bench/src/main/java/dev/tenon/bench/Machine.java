package dev.tenon.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where processes run: each on a core of its own where the system can do so and it is wanted.
///
/// @param pinned whether each process gets one core
/// @param realtime whether they go before everything else that runs on this machine; for machines
///   that are not quiet
public record Machine(boolean pinned, boolean realtime) {

  /// What to put before a command for it to run on `core`.
  public List<String> prefix(int core) {
    List<String> prefix = new ArrayList<>();
    if (realtime && has("chrt")) {
      prefix.addAll(List.of("chrt", "--rr", "5"));
    }
    if (isPinned()) {
      prefix.addAll(List.of("taskset", "--cpu-list", Integer.toString(core)));
    }
    return prefix;
  }

  /// In words.
  public String words() {
    return "%d cores of %s, %s; JDK %s; %s%s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            System.getProperty("os.name"),
            Runtime.version(),
            isPinned() ? "hub and generator pinned to one core each" : "not pinned",
            realtime ? ", both before all else on the machine (SCHED_RR)" : "");
  }

  private boolean isPinned() {
    return pinned && has("taskset") && Runtime.getRuntime().availableProcessors() > 1;
  }

  private static boolean has(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
