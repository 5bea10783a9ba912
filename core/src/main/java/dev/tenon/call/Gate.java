package dev.tenon.call;

import dev.tenon.token.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// The one way to a provider for all who call through one connection. Safe for use by any thread.
///
/// Nobody knows a provider's limit beforehand, so the gate feels for it: few calls go at once, more
/// with each that goes well. A provider that says "later" closes the gate for as long as it says,
/// and then one call tries; so of a burst only those that were under way run into the limit, once.
/// Whoever waits is let in by turns.
public final class Gate {
  private static final int FIRST_WINDOW = 4;
  private static final int WIDEST = 64;
  private static final int MOST_WAITING = 10_000;
  private static final int LONGEST_BACK_OFF_DOUBLINGS = 6;
  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  private final Pace pace;
  private final Pause pause;
  private final Clock clock;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private int window = FIRST_WINDOW;
  private int ceiling = WIDEST;
  private int wentWell;
  private int underWay;
  private int refusals;
  private long episode;
  private Instant closedUntil = Instant.MIN;

  Gate(Pace pace, Pause pause, Clock clock) {
    this.pace = pace;
    this.pause = pause;
    this.clock = clock;
  }

  /// Waits for a turn, at most `patience`.
  Entry enter(Duration patience) {
    Instant begun = clock.instant();
    Turn turn;
    synchronized (this) {
      Instant now = begun;
      if (waiting.isEmpty() && isOpen(now)) {
        return passed(now);
      }
      if (closedFor(now).compareTo(patience) > 0 || waiting.size() >= MOST_WAITING) {
        return new Entry.Closed(closedFor(now));
      }
      turn = new Turn();
      waiting.add(turn);
      admit(now);
    }
    Instant end = begun.plus(patience);
    while (true) {
      pause.await(turn.come(), untilChance(end));
      synchronized (this) {
        Instant now = clock.instant();
        admit(now);
        if (turn.come().isDone() && isClosed(now)) {
          // The provider said "later" between the turn and this thread's waking up.
          underWay--;
          turn = new Turn();
          waiting.addFirst(turn);
        } else if (turn.come().isDone()) {
          return new Entry.Passed(episode);
        }
        boolean hopeless = now.plus(closedFor(now)).isAfter(end) || !now.isBefore(end);
        if (hopeless || Thread.currentThread().isInterrupted()) {
          waiting.remove(turn);
          return new Entry.Closed(closedFor(now));
        }
      }
    }
  }

  /// The call that `pass` let through is over.
  void leave(Entry.Passed pass, Leaving leaving) {
    synchronized (this) {
      Instant now = clock.instant();
      underWay--;
      switch (leaving) {
        case Leaving.Unheard _ -> {}
        case Leaving.Well(RetryHints hints) -> well(hints, now);
        case Leaving.Later(RetryHints hints) -> later(pass, hints, now);
      }
      admit(now);
    }
  }

  private void well(RetryHints hints, Instant now) {
    refusals = 0;
    wentWell++;
    if (wentWell % WIDEST == 0) {
      ceiling = Math.min(WIDEST, ceiling + 1);
    }
    window = Math.min(ceiling, window + 1);
    hints.remaining().ifPresent(left -> window = Math.min(window, Math.max(1, left)));
    if (hints.remaining().orElse(1) == 0) {
      hints.delay().ifPresent(wait -> close(now.plus(wait)));
    }
  }

  /// Of several that ran into the same limit the first narrows the gate; each may keep it closed.
  private void later(Entry.Passed pass, RetryHints hints, Instant now) {
    if (pass.episode() == episode) {
      episode++;
      ceiling = Math.max(2, window / 2);
      window = 1;
      refusals++;
    }
    int doublings = Math.min(refusals - 1, LONGEST_BACK_OFF_DOUBLINGS);
    close(now.plus(hints.delay().orElse(BACK_OFF.multipliedBy(1L << Math.max(0, doublings)))));
  }

  private void close(Instant until) {
    closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
  }

  private void admit(Instant now) {
    while (!waiting.isEmpty() && isOpen(now)) {
      passed(now);
      waiting.remove().come().complete(null);
    }
  }

  private Entry.Passed passed(Instant now) {
    underWay++;
    pace.count(now);
    return new Entry.Passed(episode);
  }

  private boolean isClosed(Instant now) {
    return now.isBefore(closedUntil);
  }

  private boolean isOpen(Instant now) {
    return !isClosed(now) && underWay < (pace.isUsedUp(now) ? 1 : window);
  }

  private Duration closedFor(Instant now) {
    return isClosed(now) ? Duration.between(now, closedUntil) : Duration.ZERO;
  }

  private synchronized Duration untilChance(Instant end) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, end);
    Duration closed = closedFor(now);
    return closed.isZero() || closed.compareTo(left) > 0 ? left : closed;
  }

  /// Somebody's turn; equal to itself alone.
  private static final class Turn {
    private final CompletableFuture<Void> coming = new CompletableFuture<>();

    CompletableFuture<Void> come() {
      return coming;
    }
  }

  /// What came of waiting for a turn.
  sealed interface Entry {
    /// It is the caller's turn; [Gate#leave] must follow.
    ///
    /// @param episode counts the times that the provider said "later" before
    record Passed(long episode) implements Entry {}

    /// There is no turn within the caller's patience.
    ///
    /// @param stillFor how long the provider wants to be left alone; zero when only too many wait
    record Closed(Duration stillFor) implements Entry {}
  }

  /// What a call has learned of the provider's limit.
  sealed interface Leaving {
    /// Nothing: no answer came.
    record Unheard() implements Leaving {}

    /// It was let through.
    record Well(RetryHints hints) implements Leaving {}

    /// It was refused for now.
    record Later(RetryHints hints) implements Leaving {}
  }
}
