package dev.tenon.server.outbound;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The moment by which something must have ended, on a monotonic clock: setting the machine's time
/// does not move it. Made by [OutboundHttp#deadline]. Immutable.
public final class Deadline {
  private final LongSupplier nanos;
  private final long end;

  Deadline(LongSupplier nanos, Duration fromNow) {
    this.nanos = nanos;
    this.end = nanos.getAsLong() + fromNow.toNanos();
  }

  /// What is left; zero once it is over.
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }

  /// The earlier of this and `duration` from now.
  Deadline butAtMost(Duration duration) {
    return remaining().compareTo(duration) <= 0 ? this : new Deadline(nanos, duration);
  }
}
