package dev.tenon.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// The time at every simulated provider: that of another clock, moved ahead. Safe for use by any
/// thread.
public final class SandboxClock extends Clock {
  private final Clock under;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  SandboxClock(Clock under) {
    this.under = under;
  }

  /// Moves the time ahead; codes, tokens and limits age by it at once. A negative step moves it
  /// back.
  public void advance(Duration step) {
    ahead.accumulateAndGet(step, Duration::plus);
  }

  /// The time now.
  public Instant now() {
    return under.instant().plus(ahead.get());
  }

  /// How far it is ahead of the clock under it.
  public Duration ahead() {
    return ahead.get();
  }

  void reset() {
    ahead.set(Duration.ZERO);
  }

  @Override
  public Instant instant() {
    return now();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the providers live in UTC");
  }
}
