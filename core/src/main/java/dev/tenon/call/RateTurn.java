package dev.tenon.call;

import dev.tenon.call.RateShare.Permit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Somebody who waits for a call of a [RateBudget]; equal to itself alone. Used under the budget's
/// lock, but for the signal.
final class RateTurn {
  private final Urgency urgency;
  private CompletableFuture<Void> signal = new CompletableFuture<>();
  private Optional<Permit> permit = Optional.empty();

  RateTurn(Urgency urgency) {
    this.urgency = urgency;
  }

  Urgency urgency() {
    return urgency;
  }

  /// What was granted, where something was; it is taken.
  Optional<Permit> taken() {
    Optional<Permit> granted = permit;
    permit = Optional.empty();
    return granted;
  }

  void grant(Permit granted) {
    permit = Optional.of(granted);
    wake();
  }

  /// Whoever waits looks again.
  void wake() {
    signal.complete(null);
  }

  /// What is done when it is time to look again.
  Future<?> signal() {
    if (signal.isDone()) {
      signal = new CompletableFuture<>();
    }
    return signal;
  }
}
