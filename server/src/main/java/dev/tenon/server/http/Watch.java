package dev.tenon.server.http;

import java.util.function.LongSupplier;

/// Knows until when one connection may keep us waiting. The connection's own thread moves it from
/// phase to phase; [Watchdog] looks at the deadline and closes the socket when it is past. A
/// blocked read then ends with an error, so no read needs a timer of its own.
final class Watch {
  private static final long NONE = Long.MAX_VALUE;

  private enum Phase {
    IDLE,
    HEAD,
    HANDLING
  }

  private final ListenerSettings limits;
  private final LongSupplier nanos;
  private final Runnable closing;
  private Phase phase = Phase.IDLE;
  private long bodyDeadline = NONE;
  private volatile long deadline = NONE;

  Watch(ListenerSettings limits, LongSupplier nanos, Runnable closing) {
    this.limits = limits;
    this.nanos = nanos;
    this.closing = closing;
  }

  /// A read from the socket begins.
  void reading() {
    switch (phase) {
      case IDLE -> deadline = nanos.getAsLong() + limits.idleTime().toNanos();
      case HEAD -> {}
      case HANDLING -> {
        if (bodyDeadline == NONE) {
          bodyDeadline = nanos.getAsLong() + limits.bodyTime().toNanos();
        }
        deadline = bodyDeadline;
      }
    }
  }

  /// A read from the socket brought something.
  void read() {
    switch (phase) {
      case IDLE -> {
        phase = Phase.HEAD;
        deadline = nanos.getAsLong() + limits.headTime().toNanos();
      }
      case HEAD -> {}
      case HANDLING -> deadline = NONE;
    }
  }

  /// Sends by `writing`.
  void write(Runnable writing) {
    deadline = nanos.getAsLong() + limits.sendTime().toNanos();
    writing.run();
    deadline = NONE;
  }

  /// The head of a request is here.
  void begin() {
    phase = Phase.HANDLING;
    bodyDeadline = NONE;
    deadline = NONE;
  }

  /// The request is answered.
  void end() {
    phase = Phase.IDLE;
    deadline = NONE;
  }

  /// Closes the connection when it has kept us waiting for too long.
  void check() {
    long until = deadline;
    if (until != NONE && nanos.getAsLong() - until > 0) {
      closing.run();
    }
  }
}
