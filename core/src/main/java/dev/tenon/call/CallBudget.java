package dev.tenon.call;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ConnectorName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What one call has to pass on its way to the provider: each of the limits that count it, then the
/// gate of its connection. Used by one thread.
///
/// Limits come first, so that who waits for one of them keeps nobody else from the connection.
final class CallBudget {
  private static final Duration NOTICEABLE = Duration.ofMillis(1);

  private final ConnectionId connection;
  private final ConnectorName connector;
  private final Urgency urgency;
  private final Gate gate;
  private final List<RateBudget> rates;
  private final BiConsumer<BudgetId, Instant> tell;
  private final BudgetObserver observer;
  private final Clock clock;

  /// @param tell tells the other nodes until when which budget is closed
  CallBudget(
      ApiTarget target,
      Urgency urgency,
      Gate gate,
      List<RateBudget> rates,
      BiConsumer<BudgetId, Instant> tell,
      BudgetObserver observer,
      Clock clock) {
    this.connection = target.connection();
    this.connector = target.client().connector().name();
    this.urgency = urgency;
    this.gate = gate;
    this.rates = rates;
    this.tell = tell;
    this.observer = observer;
    this.clock = clock;
  }

  /// Waits for the call's turn, at most `patience`.
  Entry enter(Duration patience) {
    Instant begun = clock.instant();
    Entry entry = entered(begun.plus(patience));
    Duration waited = Duration.between(begun, clock.instant());
    if (waited.compareTo(NOTICEABLE) >= 0) {
      observer.waited(connector, urgency, waited);
    }
    if (entry instanceof Entry.Closed) {
      observer.turnedAway(connector, urgency);
    }
    return entry;
  }

  /// The call that `passed` let through is over.
  void leave(Entry.Passed passed, Gate.Leaving leaving) {
    switch (leaving) {
      case Gate.Leaving.Later _ -> observer.refused(connector);
      case Gate.Leaving.Well(RetryHints hints) ->
          hints.remaining().ifPresent(left -> observer.remaining(connector, left));
      case Gate.Leaving.Unheard _ -> {}
    }
    if (rates.isEmpty()) {
      gate.leave(passed.gate(), leaving).ifPresent(until -> tell.accept(gate.id(), until));
    } else {
      leaveRates(passed, leaving);
    }
  }

  /// What is said of such a call is said of its limits, and the connection is free for others.
  private void leaveRates(Entry.Passed passed, Gate.Leaving leaving) {
    switch (leaving) {
      case Gate.Leaving.Later(RetryHints hints) -> {
        gate.leave(passed.gate(), new Gate.Leaving.Unheard());
        close(hints.delay());
      }
      case Gate.Leaving.Well(RetryHints hints) -> {
        gate.leave(passed.gate(), new Gate.Leaving.Well(RetryHints.none()));
        if (hints.remaining().orElse(1) == 0 && hints.delay().isPresent()) {
          close(hints.delay());
        }
      }
      case Gate.Leaving.Unheard _ -> gate.leave(passed.gate(), leaving);
    }
  }

  private void close(Optional<Duration> delay) {
    for (RateBudget rate : rates) {
      rate.later(delay).ifPresent(until -> tell.accept(rate.id(), until));
    }
  }

  private Entry entered(Instant end) {
    List<RateBudget.Entry.Passed> permits = new ArrayList<>(rates.size());
    for (RateBudget rate : rates) {
      switch (rate.enter(connection, urgency, left(end))) {
        case RateBudget.Entry.Passed permit -> permits.add(permit);
        case RateBudget.Entry.Closed(Duration stillFor) -> {
          return refused(permits, rates.size(), stillFor);
        }
      }
    }
    return switch (gate.enter(left(end), urgency)) {
      case Gate.Entry.Passed pass -> renewed(pass, permits, end);
      case Gate.Entry.Closed(Duration stillFor) -> refused(permits, rates.size(), stillFor);
    };
  }

  /// A right that has become too old before the gate is replaced. Whoever waits for that keeps its
  /// turn at the gate, so that it does not wait there again and again.
  private Entry renewed(
      Gate.Entry.Passed pass, List<RateBudget.Entry.Passed> permits, Instant end) {
    for (int i = 0; i < rates.size(); i++) {
      RateBudget rate = rates.get(i);
      if (!rate.isGood(permits.get(i))) {
        rate.giveBack(permits.get(i));
        switch (rate.enter(connection, urgency, left(end))) {
          case RateBudget.Entry.Passed permit -> permits.set(i, permit);
          case RateBudget.Entry.Closed(Duration stillFor) -> {
            gate.leave(pass, new Gate.Leaving.Unheard());
            return refused(permits, i, stillFor);
          }
        }
      }
    }
    return new Entry.Passed(pass);
  }

  /// Gives the rights back, but for one that is gone already.
  private Entry refused(List<RateBudget.Entry.Passed> permits, int gone, Duration stillFor) {
    for (int i = 0; i < permits.size(); i++) {
      if (i != gone) {
        rates.get(i).giveBack(permits.get(i));
      }
    }
    return new Entry.Closed(stillFor);
  }

  private Duration left(Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// What came of waiting for a turn.
  sealed interface Entry {
    /// It is the call's turn; [CallBudget#leave] must follow.
    record Passed(Gate.Entry.Passed gate) implements Entry {}

    /// There is no turn within the caller's patience.
    ///
    /// @param stillFor how long there will be none; zero when only too many wait
    record Closed(Duration stillFor) implements Entry {}
  }
}
