package dev.tenon.server.outbound;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// The moment by which something must have ended, and where that is said, the moment by which its
/// request must have been begun; on a monotonic clock: setting the machine's time does not move it.
/// Made by [OutboundHttp#deadline]. Immutable.
public final class Deadline {
  private final LongSupplier nanos;
  private final long end;
  private final OptionalLong sendEnd;

  Deadline(LongSupplier nanos, Duration fromNow) {
    this(nanos, nanos.getAsLong() + fromNow.toNanos(), OptionalLong.empty());
  }

  private Deadline(LongSupplier nanos, long end, OptionalLong sendEnd) {
    this.nanos = nanos;
    this.end = end;
    this.sendEnd = sendEnd;
  }

  /// What is left; zero once it is over.
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }

  /// The same, but the first byte of a request is not sent later than `fromNow`.
  public Deadline sendWithin(Duration fromNow) {
    return new Deadline(nanos, end, OptionalLong.of(nanos.getAsLong() + fromNow.toNanos()));
  }

  /// The same, but a request may be begun as long as there is time at all.
  public Deadline sendAnyTime() {
    return new Deadline(nanos, end, OptionalLong.empty());
  }

  /// Whether a request may still be begun.
  public boolean maySend() {
    return sendEnd.isEmpty() || nanos.getAsLong() - sendEnd.getAsLong() < 0;
  }

  /// What is left until a request must have been begun, or until the end.
  Duration remainingToSend() {
    if (sendEnd.isEmpty()) {
      return remaining();
    }
    Duration left = Duration.ofNanos(Math.max(0, sendEnd.getAsLong() - nanos.getAsLong()));
    return left.compareTo(remaining()) < 0 ? left : remaining();
  }

  /// Where the clock of this deadline is, in nanoseconds.
  long now() {
    return nanos.getAsLong();
  }

  /// How long it has been over; negative while it is not.
  Duration overdue() {
    return Duration.ofNanos(nanos.getAsLong() - end);
  }

  /// The earlier of this and `duration` from now.
  Deadline butAtMost(Duration duration) {
    return remaining().compareTo(duration) <= 0
        ? this
        : new Deadline(nanos, nanos.getAsLong() + duration.toNanos(), sendEnd);
  }
}
