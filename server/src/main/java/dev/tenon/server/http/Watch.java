package dev.tenon.server.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Knows until when one connection may keep us waiting. The connection's own thread moves it from
/// phase to phase; [Watchdog] looks at the deadline and closes the socket when it is past. A
/// blocked read then ends with an error, so no read needs a timer of its own.
final class Watch {
  private static final long NONE = Long.MAX_VALUE;
  private static final ScopedValue<Watch> OF_THIS_THREAD = ScopedValue.newInstance();

  /// Most answers are there sooner, and then nobody has to look whether the client still is.
  private static final long BEFORE_LOOKING = Duration.ofMillis(300).toNanos();

  private enum Phase {
    IDLE,
    HEAD,
    HANDLING,
    BODY_FLOWS
  }

  private final ListenerSettings limits;
  private final LongSupplier nanos;
  private final SocketReads socket;
  private final Runnable closing;
  private volatile @Nullable Leaving leaving;
  private Phase phase = Phase.IDLE;
  private long bodyDeadline = NONE;
  private volatile long deadline = NONE;

  Watch(ListenerSettings limits, LongSupplier nanos, SocketReads socket, Runnable closing) {
    this.limits = limits;
    this.nanos = nanos;
    this.socket = socket;
    this.closing = closing;
  }

  /// The watch of the connection that this thread serves.
  static Optional<Watch> ofThisThread() {
    return OF_THIS_THREAD.isBound() ? Optional.of(OF_THIS_THREAD.get()) : Optional.empty();
  }

  /// Serves a connection by `serving`; on its thread this is [#ofThisThread()].
  <E extends Exception> void serve(Serving<E> serving) throws E {
    ScopedValue.where(OF_THIS_THREAD, this)
        .<@Nullable Void, E>call(
            () -> {
              serving.serve();
              return null;
            });
  }

  /// Serves a connection until its end.
  @FunctionalInterface
  interface Serving<E extends Exception> {
    /// Serves it.
    void serve() throws E;
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
      case BODY_FLOWS -> deadline = nanos.getAsLong() + limits.bodyTime().toNanos();
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
      case HANDLING, BODY_FLOWS -> deadline = NONE;
    }
  }

  /// From now on it is not the whole body that has to arrive in time, but each next piece of it.
  void bodyFlows() {
    phase = Phase.BODY_FLOWS;
  }

  /// Tells `left` when the client closes the connection before the request is answered.
  void whenClientLeaves(Runnable left) {
    leaving = new Leaving(left, nanos.getAsLong() + BEFORE_LOOKING);
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
    leaving = null;
    deadline = NONE;
  }

  /// Closes the connection when it has kept us waiting for too long.
  void check() {
    long until = deadline;
    if (until != NONE && nanos.getAsLong() - until > 0) {
      closing.run();
    }
    Leaving waiting = leaving;
    if (waiting != null && nanos.getAsLong() - waiting.lookFrom() > 0) {
      leaving = null;
      socket.lookAhead(() -> waiting.left().run());
    }
  }

  private record Leaving(Runnable left, long lookFrom) {}
}
