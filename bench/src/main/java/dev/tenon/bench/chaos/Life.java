package dev.tenon.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// One process of a node, from its start to its end. Safe for use by any thread.
final class Life {
  private final Process process;
  private final Instant start;
  private final List<Pause> pauses = new CopyOnWriteArrayList<>();
  private volatile Optional<Instant> up = Optional.empty();
  private volatile Optional<Kill> kill = Optional.empty();
  private volatile Optional<Instant> end = Optional.empty();

  Life(Process process, Instant start) {
    this.process = process;
    this.start = start;
  }

  long pid() {
    return process.pid();
  }

  Process process() {
    return process;
  }

  Instant start() {
    return start;
  }

  Optional<Instant> up() {
    return up;
  }

  Optional<Kill> kill() {
    return kill;
  }

  Optional<Instant> end() {
    return end;
  }

  void isUp() {
    up = Optional.of(Instant.now());
  }

  void ended() {
    end = Optional.of(Instant.now());
  }

  /// Kills it; false where it was killed already or has ended. It is stopped first, for as long as
  /// it takes to look which answers have come as far as its sockets and no further.
  synchronized boolean kill(String point) {
    if (kill.isPresent() || !process.isAlive()) {
      return false;
    }
    boolean wasUp = up.isPresent();
    Signals.send("STOP", pid());
    killed(new Kill(point, Instant.now(), wasUp, Sockets.unread(), Sockets.of(pid())));
    process.destroyForcibly();
    return true;
  }

  /// Notes how it is killed.
  void killed(Kill how) {
    kill = Optional.of(how);
  }

  /// Stops it for a while, as the system does with what is not scheduled.
  void pause(Duration length) throws InterruptedException {
    Instant from = Instant.now();
    if (!Signals.send("STOP", pid())) {
      return;
    }
    Pause open = new Pause(from, Instant.MAX);
    pauses.add(open);
    try {
      Thread.sleep(length);
    } finally {
      Signals.send("CONT", pid());
      pauses.remove(open);
      pauses.add(new Pause(from, Instant.now()));
    }
  }

  List<Pause> pauses() {
    return pauses;
  }

  boolean isPausedAt(Instant time) {
    return pauses.stream().anyMatch(it -> !time.isBefore(it.from()) && time.isBefore(it.to()));
  }

  boolean isPausedBetween(Instant from, Instant to) {
    return pauses.stream().anyMatch(it -> it.from().isBefore(to) && it.to().isAfter(from));
  }

  boolean covers(Instant time) {
    return !time.isBefore(start) && end.map(time::isBefore).orElse(true);
  }

  /// A kill.
  ///
  /// @param point where it was aimed
  /// @param wasUp whether the process had come to answer requests
  /// @param unread the connections of the machine on which bytes had come that nobody had read
  /// @param connections the process's own
  record Kill(
      String point,
      Instant at,
      boolean wasUp,
      Set<Sockets.Ends> unread,
      Set<Sockets.Ends> connections) {}

  /// A time without scheduling.
  record Pause(Instant from, Instant to) {}
}
