package dev.tenon.call;

import dev.tenon.call.CallBudget.Entry;
import dev.tenon.call.Gate.Leaving;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Calls for a connection that do not go by [ApiCalls]: to the storage that its files lie in, or
/// made by the hub for itself. They have their turns with all others of the connection, and where
/// one is told "later", all heed it, on every node. Safe for use by any thread; blocks the caller.
///
/// The limits that a connector declares are those of its API's address, and do not count them.
public final class SideCalls {
  private static final int MOST_TRIES = 6;

  private final Budgets budgets;
  private final Clock clock;

  /// Calls within `budgets`.
  public SideCalls(Budgets budgets, Clock clock) {
    this.budgets = budgets;
    this.clock = clock;
  }

  /// Fetches something, again where that is told to be asked for later. May be done several times.
  ///
  /// @param patience how long it may wait for its turns altogether
  public ApiWire.Outcome fetch(
      ApiTarget target, Duration patience, Supplier<ApiWire.Outcome> fetching) {
    CallBudget budget = budgets.elsewhere(target, Urgency.BACKGROUND);
    Instant end = clock.instant().plus(patience);
    for (int tried = 1; ; tried++) {
      if (!(budget.enter(left(end)) instanceof Entry.Passed passed)) {
        return new ApiWire.Outcome.NotSent("the provider asks to wait");
      }
      Leaving leaving = new Leaving.Unheard();
      RetryHints hints = RetryHints.none();
      ApiWire.Outcome outcome;
      try {
        outcome = fetching.get();
        if (outcome instanceof ApiWire.Outcome.Answered(ApiAnswer answer)) {
          hints = RetryHints.read(answer, target.api().retry(), clock);
          // What a storage says is left is not said of the API.
          leaving = hints.later() ? new Leaving.Later(hints) : new Leaving.Well(RetryHints.none());
        }
      } finally {
        budget.leave(passed, leaving);
      }
      boolean again =
          hints.later()
              && tried < MOST_TRIES
              && hints.delay().orElse(Duration.ZERO).compareTo(left(end)) <= 0;
      if (!again || !(outcome instanceof ApiWire.Outcome.Answered(ApiAnswer answer))) {
        return outcome;
      }
      answer.close();
    }
  }

  /// Makes one call; empty, and nothing was made, where there is no turn within `patience`.
  ///
  /// @param later how long the provider asks to be left alone, where it said "later"
  public <T> Optional<T> once(
      ApiTarget target,
      Duration patience,
      Supplier<T> call,
      java.util.function.Function<T, Optional<Duration>> later) {
    CallBudget budget = budgets.elsewhere(target, Urgency.INTERACTIVE);
    if (!(budget.enter(patience) instanceof Entry.Passed passed)) {
      return Optional.empty();
    }
    Leaving leaving = new Leaving.Unheard();
    try {
      T made = call.get();
      Optional<Duration> delay = later.apply(made);
      leaving =
          delay.isPresent()
              ? new Leaving.Later(new RetryHints(true, delay, OptionalInt.empty()))
              : new Leaving.Well(RetryHints.none());
      return Optional.of(made);
    } finally {
      budget.leave(passed, leaving);
    }
  }

  private Duration left(Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
