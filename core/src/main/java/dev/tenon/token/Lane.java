package dev.tenon.token;

import dev.tenon.connection.DueGrants;
import dev.tenon.connection.DueGrants.DueClient;
import dev.tenon.connection.DueGrants.DueGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The background refreshes at one provider: so many at once, no faster than it says. Safe for use
/// by any thread; its lock protects queue, counts and pace, and is never held while anything is
/// asked.
final class Lane {
  /// Refreshes at once. Fewer than outbound calls to one host, so that requests find room beside.
  static final int ROOM = 48;

  /// How long a claim keeps other nodes away: longer than a full queue takes.
  static final Duration HOLD = Duration.ofMinutes(2);

  private final DueGrants due;
  private final DueWork work;
  private final Ramp ramp;
  private final Deque<DueGrant> queue = new ArrayDeque<>();
  private final Map<DueClient, Optional<Duration>> turns = new LinkedHashMap<>();
  private int running;
  private int refilling;
  private boolean closed;
  private Instant free = Instant.MIN;

  Lane(DueGrants due, DueWork work, Ramp ramp) {
    this.due = due;
    this.work = work;
    this.ramp = ramp;
  }

  /// A new look at who has something due begins.
  synchronized void newRound() {
    turns.clear();
  }

  /// `client` has something due.
  ///
  /// @param pace time between two refreshes, where the provider declares a rate
  synchronized void add(DueClient client, Optional<Duration> pace) {
    turns.put(client, pace);
  }

  /// Claims for every client in its turn.
  int round() {
    List<Map.Entry<DueClient, Optional<Duration>>> all;
    synchronized (this) {
      all = List.copyOf(turns.entrySet());
    }
    return all.stream().mapToInt(turn -> claim(turn.getKey(), turn.getValue())).sum();
  }

  /// Claims for `client` as far as there is room, and begins; how many were claimed.
  private int claim(DueClient client, Optional<Duration> pace) {
    int room;
    synchronized (this) {
      room = room(pace);
      if (closed || room == 0) {
        return 0;
      }
      refilling += room;
    }
    List<DueGrant> claimed = List.of();
    try {
      claimed = due.claim(client.workspace(), client.client(), room, HOLD);
    } finally {
      take(claimed, room, pace, client);
    }
    start();
    return claimed.size();
  }

  private synchronized void take(
      List<DueGrant> claimed, int room, Optional<Duration> pace, DueClient client) {
    refilling -= room;
    queue.addAll(claimed);
    if (claimed.size() == room) {
      // There may be more; its next turn comes after the others'.
      turns.put(client, pace);
    } else {
      turns.remove(client);
    }
    pace.ifPresent(each -> free = later(free, work.now()).plus(each.multipliedBy(claimed.size())));
  }

  /// How many more may be claimed now: so that the queue never runs dry and is never long, by turns
  /// between those who wait.
  private int room(Optional<Duration> pace) {
    int most = 2 * width() - running - queue.size() - refilling;
    int share = Math.max(1, most / Math.max(1, turns.size()));
    return Math.max(0, Math.min(Math.min(most, share), paced(pace)));
  }

  /// At most a second's worth in advance.
  private int paced(Optional<Duration> pace) {
    if (pace.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    long ahead = Duration.between(work.now(), later(free, work.now())).toMillis();
    return (int) Math.max(0, (1000 - ahead) / Math.max(1, pace.get().toMillis()));
  }

  private void start() {
    List<DueGrant> starting = new ArrayList<>();
    synchronized (this) {
      while (running < width() && !queue.isEmpty()) {
        running++;
        starting.add(queue.removeFirst());
      }
    }
    starting.forEach(grant -> work.begin(grant, this::finished));
  }

  /// Refreshes at once, as wide as this process is warm by now.
  private int width() {
    return ramp.width(ROOM);
  }

  private void finished() {
    Optional<Map.Entry<DueClient, Optional<Duration>>> next;
    ramp.landed();
    synchronized (this) {
      running--;
      next =
          queue.size() + refilling < (width() + 1) / 2 && !closed
              ? turns.entrySet().stream().findFirst()
              : Optional.empty();
      // Whose turn it was is last next time.
      next.ifPresent(turn -> turns.remove(turn.getKey()));
    }
    start();
    // Where the store is away there is another turn with the next round.
    next.ifPresent(turn -> Notes.tried(() -> claim(turn.getKey(), turn.getValue())));
  }

  synchronized int size() {
    return running + queue.size();
  }

  synchronized boolean isIdle() {
    // While its pace still counts it is not forgotten.
    return running + queue.size() + refilling == 0 && !free.isAfter(work.now());
  }

  /// Gives back what was not begun.
  void close() {
    List<DueGrant> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(queue);
      queue.clear();
    }
    left.forEach(work::giveBack);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
