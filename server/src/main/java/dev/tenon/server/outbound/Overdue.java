package dev.tenon.server.outbound;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Ends calls that take too long, which a timeout of each read does not: who sends a byte a minute
/// is never silent. Looks at all of them once a second, on one thread. Safe for use by any thread.
final class Overdue implements AutoCloseable {
  /// Of a call that may take as long as it likes.
  static final Timing NONE = new Timing(Set.of(), 0, () -> {});

  private final Set<Timing> timings = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongSupplier nanos;

  private Overdue(LongSupplier nanos) {
    this.nanos = nanos;
  }

  static Overdue start(LongSupplier nanos) {
    Overdue overdue = new Overdue(nanos);
    Thread.ofVirtual().name("outbound-overdue").start(overdue::run);
    return overdue;
  }

  /// Runs `end` once `time` is over, unless it is stopped before.
  Timing in(Duration time, Runnable end) {
    Timing timing = new Timing(timings, nanos.getAsLong() + time.toNanos(), end);
    timings.add(timing);
    return timing;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        timings.forEach(timing -> timing.look(nanos.getAsLong()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One call's time.
  static final class Timing {
    private final Set<Timing> all;
    private final long end;
    private final Runnable ending;
    private volatile boolean over;

    private Timing(Set<Timing> all, long end, Runnable ending) {
      this.all = all;
      this.end = end;
      this.ending = ending;
    }

    /// Stops it; whether the time was over before.
    boolean stop() {
      if (this != NONE) {
        all.remove(this);
      }
      return over;
    }

    private void look(long now) {
      if (now - end > 0 && all.remove(this)) {
        over = true;
        ending.run();
      }
    }
  }
}
