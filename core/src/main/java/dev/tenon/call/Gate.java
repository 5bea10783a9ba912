package dev.tenon.call;

import dev.tenon.token.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/// The one way to a provider for all who call through one connection. Safe for use by any thread.
///
/// Nobody knows a provider's limit beforehand, so the gate feels for it: few calls go at once, more
/// with each that goes well, and from some on more slowly. A provider that says "later" closes the
/// gate for as long as it says, on every node, and then one call tries; so of a burst only those
/// that were under way run into the limit, once. Whoever waits is let in by turns ([Line]); lists
/// and exports leave room for those whom somebody waits for.
public final class Gate {
  private static final int FIRST_WINDOW = 4;
  private static final int WIDEST = 64;

  /// As far as that the gates of all nodes together open with each call that goes well.
  private static final int QUICKLY = 16;

  private static final int MOST_WAITING = 10_000;

  /// Of so many that may go at once, one is left for those whom somebody waits for.
  private static final int RESERVED = 4;

  private static final int LONGEST_BACK_OFF_DOUBLINGS = 6;
  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  private final BudgetId id;
  private final Pace pace;
  private final Pause pause;
  private final Clock clock;
  private final IntSupplier nodes;
  private final Line<Turn> waiting = new Line<>();
  private final Closure closed = new Closure();
  private int window = FIRST_WINDOW;
  private int ceiling = WIDEST;
  private int wentWell;
  private int sinceWidened;
  private int underWay;
  private int inBackground;
  private int refusals;
  private long episode;

  /// @param nodes how many have a gate for the same connection
  Gate(BudgetId id, Pace pace, IntSupplier nodes, Pause pause, Clock clock) {
    this.id = id;
    this.pace = pace;
    this.nodes = nodes;
    this.pause = pause;
    this.clock = clock;
  }

  BudgetId id() {
    return id;
  }

  /// Waits for a turn, at most `patience`.
  Entry enter(Duration patience, Urgency urgency) {
    Instant begun = clock.instant();
    Turn turn;
    synchronized (this) {
      Instant now = begun;
      if (waiting.isEmpty() && isOpen(urgency, now)) {
        return passed(urgency, now);
      }
      if (closed.stillFor(now).compareTo(patience) > 0 || waiting.size() >= MOST_WAITING) {
        return new Entry.Closed(closed.stillFor(now));
      }
      turn = new Turn(urgency);
      waiting.add(this, urgency, turn);
      admit(now);
    }
    Instant end = begun.plus(patience);
    while (true) {
      pause.await(turn.come(), untilChance(end));
      synchronized (this) {
        Instant now = clock.instant();
        admit(now);
        if (turn.come().isDone() && closed.is(now)) {
          // The provider said "later" between the turn and this thread's waking up.
          gone(urgency);
          turn = new Turn(urgency);
          waiting.addFirst(this, urgency, turn);
        } else if (turn.come().isDone()) {
          return new Entry.Passed(episode, urgency);
        }
        boolean hopeless = now.plus(closed.stillFor(now)).isAfter(end) || !now.isBefore(end);
        if (hopeless || Thread.currentThread().isInterrupted()) {
          waiting.remove(this, urgency, turn);
          return new Entry.Closed(closed.stillFor(now));
        }
      }
    }
  }

  /// The call that `pass` let through is over; until when the gate is closed, where the other nodes
  /// are to be told.
  synchronized Optional<Instant> leave(Entry.Passed pass, Leaving leaving) {
    Instant now = clock.instant();
    gone(pass.urgency());
    Optional<Instant> news =
        switch (leaving) {
          case Leaving.Unheard _ -> Optional.empty();
          case Leaving.Well(RetryHints hints) -> well(hints, now);
          case Leaving.Later(RetryHints hints) -> later(pass, hints, now);
        };
    admit(now);
    return news;
  }

  /// Another node was told "later".
  synchronized void hear(Instant until) {
    if (!closed.covers(until)) {
      narrow();
    }
    closed.hear(until);
  }

  private Optional<Instant> well(RetryHints hints, Instant now) {
    refusals = 0;
    wentWell++;
    if (wentWell % WIDEST == 0) {
      ceiling = Math.min(WIDEST, ceiling + 1);
    }
    widen();
    int others = Math.max(1, nodes.getAsInt());
    hints.remaining().ifPresent(left -> window = Math.min(window, Math.max(1, left / others)));
    return hints.remaining().orElse(1) == 0
        ? hints.delay().flatMap(wait -> closed.close(now.plus(wait), now))
        : Optional.empty();
  }

  private void widen() {
    sinceWidened++;
    boolean quickly = window < Math.max(FIRST_WINDOW, QUICKLY / Math.max(1, nodes.getAsInt()));
    if (quickly || sinceWidened >= window) {
      window = Math.min(ceiling, window + 1);
      sinceWidened = 0;
    }
  }

  /// Of several that ran into the same limit the first narrows the gate; each may keep it closed.
  private Optional<Instant> later(Entry.Passed pass, RetryHints hints, Instant now) {
    if (pass.episode() == episode) {
      narrow();
      refusals++;
    }
    int doublings = Math.min(refusals - 1, LONGEST_BACK_OFF_DOUBLINGS);
    Duration backOff = BACK_OFF.multipliedBy(1L << Math.max(0, doublings));
    return closed.close(now.plus(hints.delay().orElse(backOff)), now);
  }

  private void narrow() {
    episode++;
    ceiling = Math.max(2, window / 2);
    window = 1;
    sinceWidened = 0;
  }

  private void admit(Instant now) {
    Optional<Turn> next = waiting.next(urgency -> isOpen(urgency, now));
    while (next.isPresent()) {
      passed(next.get().urgency(), now);
      next.get().come().complete(null);
      next = waiting.next(urgency -> isOpen(urgency, now));
    }
  }

  private Entry.Passed passed(Urgency urgency, Instant now) {
    underWay++;
    inBackground += urgency == Urgency.BACKGROUND ? 1 : 0;
    pace.count(now);
    return new Entry.Passed(episode, urgency);
  }

  private void gone(Urgency urgency) {
    underWay--;
    inBackground -= urgency == Urgency.BACKGROUND ? 1 : 0;
  }

  private boolean isOpen(Urgency urgency, Instant now) {
    int most = pace.isUsedUp(now) ? 1 : window;
    return !closed.is(now)
        && underWay < most
        && (urgency == Urgency.INTERACTIVE || inBackground < Math.max(1, most - most / RESERVED));
  }

  private synchronized Duration untilChance(Instant end) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, end);
    Duration shut = closed.stillFor(now);
    return shut.isZero() || shut.compareTo(left) > 0 ? left : shut;
  }

  /// Somebody's turn; equal to itself alone.
  private static final class Turn {
    private final Urgency urgency;
    private final CompletableFuture<Void> coming = new CompletableFuture<>();

    Turn(Urgency urgency) {
      this.urgency = urgency;
    }

    Urgency urgency() {
      return urgency;
    }

    CompletableFuture<Void> come() {
      return coming;
    }
  }

  /// What came of waiting for a turn.
  sealed interface Entry {
    /// It is the caller's turn; [Gate#leave] must follow.
    ///
    /// @param episode counts the times that the provider said "later" before
    record Passed(long episode, Urgency urgency) implements Entry {}

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
