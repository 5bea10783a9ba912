package dev.tenon.call;

import static dev.tenon.call.Urgency.BACKGROUND;
import static dev.tenon.call.Urgency.INTERACTIVE;

import dev.tenon.call.RateShare.Permit;
import dev.tenon.call.SharedBudgets.Ask;
import dev.tenon.call.SharedBudgets.Taken;
import dev.tenon.connector.RateLimit;
import dev.tenon.token.Pause;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/// One limit that a provider has published, shared with the other nodes: whoever calls has got one
/// of its calls, or waits for one. Safe for use by any thread.
///
/// Its lock is held for counting only. The store is asked on a thread of its own, once at a time,
/// for all who wait; they wait no longer than their patience, whatever the store does.
public final class RateBudget {
  private static final int MOST_WAITING = 10_000;

  /// How long the store is waited for by those who would not wait for the provider.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final BudgetId id;
  private final RateLimit limit;
  private final SharedBudgets store;
  private final Executor threads;
  private final Pause pause;
  private final Clock clock;
  private final RateShare share;
  private final Closure closed = new Closure();
  private final Line<RateTurn> line = new Line<>();
  private boolean asking;

  RateBudget(
      BudgetId id,
      RateLimit limit,
      SharedBudgets store,
      Crowd crowd,
      Executor threads,
      Pause pause,
      Clock clock) {
    this.id = id;
    this.limit = limit;
    this.store = store;
    this.threads = threads;
    this.pause = pause;
    this.clock = clock;
    this.share = new RateShare(limit, crowd);
  }

  BudgetId id() {
    return id;
  }

  RateLimit limit() {
    return limit;
  }

  /// Waits for one call, at most `patience`.
  ///
  /// @param who takes turns with others who wait
  Entry enter(Object who, Urgency urgency, Duration patience) {
    Instant end = clock.instant().plus(patience);
    RateTurn turn = new RateTurn(urgency);
    boolean waits = false;
    while (true) {
      boolean ask;
      Duration wait;
      Future<?> signal;
      synchronized (this) {
        Instant now = clock.instant();
        share.turn(now);
        Optional<Permit> permit = waits ? granted(turn, now) : atOnce(urgency, now);
        boolean isGood = permit.filter(it -> share.isGood(it) && !closed.is(now)).isPresent();
        if (permit.isPresent() && isGood) {
          return new Entry.Passed(permit.get());
        }
        // Its time was over, or the provider said "later", before this thread woke up.
        permit.ifPresent(share::giveBack);
        if (isHopeless(urgency, now, end) || (!waits && line.size() >= MOST_WAITING)) {
          line.remove(who, urgency, turn);
          return new Entry.Closed(chance(urgency, now));
        }
        if (permit.isPresent() || !waits) {
          if (permit.isPresent()) {
            line.addFirst(who, urgency, turn);
          } else {
            line.add(who, urgency, turn);
          }
          // There may be a call for this one and not for those before it.
          waits = true;
          continue;
        }
        ask = beginsToAsk(now);
        wait = wait(urgency, now, end);
        signal = turn.signal();
      }
      if (ask) {
        threads.execute(this::ask);
      }
      if (!pause.await(signal, wait) && Thread.currentThread().isInterrupted()) {
        return leave(who, turn);
      }
    }
  }

  private Optional<Permit> atOnce(Urgency urgency, Instant now) {
    return line.isEmpty() && !closed.is(now) ? share.take(urgency, now) : Optional.empty();
  }

  private Optional<Permit> granted(RateTurn turn, Instant now) {
    admit(now);
    return turn.taken();
  }

  /// Whoever has gone away waits no longer, and leaves what it was granted to the others.
  private synchronized Entry leave(Object who, RateTurn turn) {
    Instant now = clock.instant();
    share.turn(now);
    line.remove(who, turn.urgency(), turn);
    turn.taken().ifPresent(share::giveBack);
    admit(now);
    return new Entry.Closed(chance(turn.urgency(), now));
  }

  /// Whether the call that was passed by `passed` may still be made.
  synchronized boolean isGood(Entry.Passed passed) {
    share.turn(clock.instant());
    return share.isGood(passed.permit());
  }

  /// The call that was passed by `passed` was not made.
  synchronized void giveBack(Entry.Passed passed) {
    Instant now = clock.instant();
    share.turn(now);
    share.giveBack(passed.permit());
    admit(now);
  }

  /// The provider said "later" to one of its calls; until when, where the other nodes are to be
  /// told.
  synchronized Optional<Instant> later(Optional<Duration> delay) {
    Instant now = clock.instant();
    return closed.close(now.plus(delay.orElse(Slots.of(limit.window()).length())), now);
  }

  /// Another node was told so.
  synchronized void hear(Instant until) {
    closed.hear(until);
  }

  /// Gives back what was not used; false where the store cannot be told.
  boolean settle() {
    Map<Long, Integer> corrections;
    synchronized (this) {
      share.turn(clock.instant());
      corrections = share.corrections();
    }
    return tryToCorrect(corrections);
  }

  /// Asks the store for all who wait.
  private void ask() {
    Optional<Ask> wanted = Optional.empty();
    Optional<Taken> taken = Optional.empty();
    try {
      Map<Long, Integer> corrections;
      synchronized (this) {
        Instant now = clock.instant();
        share.turn(now);
        wanted = share.ask(line.size(INTERACTIVE), line.size(BACKGROUND), now);
        corrections = wanted.isPresent() ? share.corrections() : Map.of();
      }
      if (wanted.isPresent() && tryToCorrect(corrections)) {
        taken = Optional.of(store.take(id, wanted.get()));
      }
    } catch (StoreUnavailableException _) {
      // Each node keeps to its part until it is back.
    } finally {
      answered(wanted, taken);
    }
  }

  private synchronized void answered(Optional<Ask> wanted, Optional<Taken> taken) {
    asking = false;
    Instant now = clock.instant();
    share.turn(now);
    if (wanted.isPresent() && taken.isPresent()) {
      share.got(wanted.get(), taken.get());
    } else if (wanted.isPresent()) {
      share.isAway(now);
    }
    admit(now);
    line.each(RateTurn::wake);
  }

  private boolean tryToCorrect(Map<Long, Integer> corrections) {
    Map<Long, Integer> left = new TreeMap<>(corrections);
    try {
      corrections.forEach(
          (slot, more) -> {
            store.correct(id, slot, more);
            left.remove(slot);
          });
      return true;
    } catch (StoreUnavailableException _) {
      synchronized (this) {
        left.forEach(share::correct);
      }
      return false;
    }
  }

  private void admit(Instant now) {
    while (!closed.is(now)) {
      Optional<RateTurn> next = line.next(urgency -> share.has(urgency, now));
      if (next.isEmpty()) {
        return;
      }
      share.take(next.get().urgency(), now).ifPresent(next.get()::grant);
    }
  }

  private boolean beginsToAsk(Instant now) {
    boolean begins =
        !asking
            && !closed.is(now)
            && share.ask(line.size(INTERACTIVE), line.size(BACKGROUND), now).isPresent();
    asking = asking || begins;
    return begins;
  }

  /// Where the store is being asked, or can be, its answer is waited for a little in any case.
  private boolean isHopeless(Urgency urgency, Instant now, Instant end) {
    Duration chance = chance(urgency, now);
    return (asking || chance.isZero())
        ? !now.isBefore(end.plus(GRACE))
        : now.plus(chance).isAfter(end);
  }

  private Duration chance(Urgency urgency, Instant now) {
    Duration shut = closed.stillFor(now);
    Duration chance = share.chance(urgency, now);
    return shut.compareTo(chance) > 0 ? shut : chance;
  }

  private Duration wait(Urgency urgency, Instant now, Instant end) {
    return asking ? Duration.between(now, end.plus(GRACE)) : chance(urgency, now);
  }

  /// What came of waiting for a call.
  sealed interface Entry {
    /// It may be made.
    record Passed(Permit permit) implements Entry {}

    /// There is none within the caller's patience.
    ///
    /// @param stillFor until when there will be none for certain
    record Closed(Duration stillFor) implements Entry {}
  }
}
