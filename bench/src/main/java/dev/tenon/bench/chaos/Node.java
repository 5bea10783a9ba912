package dev.tenon.bench.chaos;

import dev.tenon.bench.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// One node: a data directory and a port, and one process after the other.
public final class Node {
  private static final Duration POLL = Duration.ofMillis(75);

  private final int number;
  private final Program program;
  private final List<String> options;
  private final Map<String, String> environment;
  private final Path directory;
  private final int port;
  private final List<Life> lives = new CopyOnWriteArrayList<>();
  private final Map<String, Life> named = new ConcurrentHashMap<>();
  private final AtomicBoolean held = new AtomicBoolean();
  private volatile Duration away = Duration.ZERO;

  /// None runs yet.
  public Node(
      int number,
      Program program,
      List<String> options,
      Map<String, String> environment,
      Path directory,
      int port) {
    this.number = number;
    this.program = program;
    this.options = options;
    this.environment = environment;
    this.directory = directory;
    this.port = port;
  }

  int number() {
    return number;
  }

  Path directory() {
    return directory;
  }

  /// Where it is, when it runs.
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  List<Life> lives() {
    return lives;
  }

  Optional<Life> life() {
    return lives.isEmpty() ? Optional.empty() : Optional.of(lives.getLast());
  }

  /// Whether it answers requests, as far as is known.
  public boolean isUp() {
    return life()
        .map(it -> it.up().isPresent() && it.kill().isEmpty() && it.process().isAlive())
        .orElse(false);
  }

  boolean isPaused() {
    return life().map(it -> it.isPausedAt(Instant.now())).orElse(false);
  }

  /// Takes it for one who wants it to live; false where somebody has it.
  boolean hold() {
    return held.compareAndSet(false, true);
  }

  void letGo() {
    held.set(false);
  }

  boolean isHeld() {
    return held.get();
  }

  /// How long its next absence lasts at least; once.
  void stayAway(Duration length) {
    away = length;
  }

  Duration awayNow() {
    Duration now = away;
    away = Duration.ZERO;
    return now;
  }

  Life start() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "serve",
                "--bind-address",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--base-url",
                url().toString(),
                "--data-dir",
                directory.resolve("data").toString(),
                "--allow-private-addresses",
                "localhost,127.0.0.1"));
    words.addAll(options);
    try {
      Files.createDirectories(directory);
      ProcessBuilder builder =
          new ProcessBuilder(program.command(words))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
      builder.environment().putAll(environment);
      return started(new Life(builder.start(), Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start node " + number, e);
    }
  }

  /// Takes `life` for its last one.
  Life started(Life life) {
    lives.add(life);
    return life;
  }

  /// Starts it and waits until it answers requests; false where it does not come to that.
  public boolean up(Duration patience) throws InterruptedException {
    return awaitUp(start(), patience);
  }

  /// Kills its process (SIGKILL) and waits until it is gone; false where there was none.
  public boolean kill() throws InterruptedException {
    Optional<Life> life = life();
    if (life.isEmpty() || !life.get().kill("at random")) {
      return false;
    }
    life.get().process().waitFor();
    life.get().ended();
    return true;
  }

  /// Waits until `life` answers requests; false where it has ended or that takes too long.
  boolean awaitUp(Life life, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      if (life.process().waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (Http.answers(url().resolve("/health/live"))) {
        life.isUp();
        return true;
      }
    }
    return false;
  }

  /// The process that takes leases under `name`, where that could be read in its life.
  Optional<Life> named(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /// The names under which `life` took leases, as far as they are known.
  List<String> names(Life life) {
    return named.entrySet().stream()
        .filter(it -> it.getValue().equals(life))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The names under which its processes take leases, as far as they can be read now. What is new
  /// among them is the last one's, so that it is to be asked for at the end of each.
  List<String> names() {
    Path journal = directory.resolve("data/journal");
    if (!Files.isDirectory(journal)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> slots = Files.list(journal)) {
      for (Path slot : slots.toList()) {
        Path name = slot.resolve("node");
        if (Files.isReadable(name)) {
          names.addAll(Files.readAllLines(name));
        }
      }
    } catch (IOException e) {
      Log.say("node " + number + ": its name cannot be read: " + e);
    }
    life().ifPresent(last -> names.forEach(name -> named.putIfAbsent(name, last)));
    return names;
  }

  /// Deletes what its processes have written down of answers, as a broken disk would.
  void forgetJournal() {
    Path journal = directory.resolve("data/journal");
    try {
      if (Files.isDirectory(journal)) {
        Directories.delete(journal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends all its processes.
  public void end() {
    for (Life life : lives) {
      if (life.process().isAlive()) {
        life.process().destroyForcibly();
      }
    }
  }
}
