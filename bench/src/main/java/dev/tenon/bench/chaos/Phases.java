package dev.tenon.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a run is at, and how long that may take. Where it takes longer it is told what is waited
/// for, and the stacks of all processes are written down, those of virtual threads too; where it
/// does not come to an end after that the run is ended.
final class Phases {
  private static final Duration GRACE = Duration.ofMinutes(3);
  private static final int GIVEN_UP = 3;

  private final Path directory;
  private final List<Node> nodes;
  private final Runnable ending;
  private volatile Phase now = new Phase("setting up", Instant.MAX, false);

  /// @param ending ends the processes of a run that is given up
  Phases(Path directory, List<Node> nodes, Runnable ending) {
    this.directory = directory;
    this.nodes = nodes;
    this.ending = ending;
    Thread.ofPlatform().daemon().name("phases").start(this::watch);
  }

  /// `what` begins, and takes at most `most`.
  void begin(String what, Duration most) {
    Log.say(what);
    now = new Phase(what, Instant.now().plus(most), false);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(1000);
        Phase phase = now;
        if (Instant.now().isAfter(phase.end())) {
          overdue(phase);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void overdue(Phase phase) throws InterruptedException {
    if (!phase.told()) {
      Log.say("still at: " + phase.what() + "; the stacks are in " + directory);
      stacks();
      if (now.equals(phase)) {
        now = new Phase(phase.what(), Instant.now().plus(GRACE), true);
      }
      return;
    }
    Log.say("given up at: " + phase.what());
    stacks();
    ending.run();
    Runtime.getRuntime().halt(GIVEN_UP);
  }

  /// Writes down where every thread of every process is.
  private void stacks() throws InterruptedException {
    long number = System.currentTimeMillis();
    dump(ProcessHandle.current().pid(), "stacks-" + number + "-chaos");
    for (Node node : nodes) {
      for (Life life : node.life().stream().toList()) {
        if (life.process().isAlive()) {
          dump(life.pid(), "stacks-" + number + "-node-" + node.number());
        }
      }
    }
  }

  private void dump(long pid, String name) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "Thread.dump_to_file",
                  directory.resolve(name).toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        Log.say("process " + pid + " shows no stacks: it is stopped, or stuck");
      } else if (Files.exists(directory.resolve(name))) {
        tell(directory.resolve(name));
      }
    } catch (IOException e) {
      Log.say("no stacks of process " + pid + ": " + e);
    }
  }

  /// The part of it that is short enough for a log: who is in our own code.
  private static void tell(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .filter(line -> line.contains("dev.tenon"))
          .distinct()
          .limit(40)
          .forEach(line -> Log.say(file.getFileName() + ": " + line.strip()));
    }
  }

  private record Phase(String what, Instant end, boolean told) {}
}
