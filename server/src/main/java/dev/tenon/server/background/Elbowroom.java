package dev.tenon.server.background;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Keeps background work from taking the processors from requests. As a chore it looks again and
/// again how late its own turn comes: that late is every request too. Where requests are being
/// answered and turns come late, half as much may go on at once; where not, a little more. Where
/// nobody asks for anything, the work may soon have all there is.
///
/// Work begins small, so that the first look comes before the crowd. The database's processes count
/// as well where they share the machine, because they make turns late. Requests are noted by any
/// thread; one at a time looks.
public final class Elbowroom {
  /// Between two looks while work goes on.
  static final Duration INTERVAL = Duration.ofMillis(20);

  /// Between two looks while none does: looking was half of what an idle process did at all.
  static final Duration IDLE = Duration.ofMillis(250);

  static final int FIRST = 4;
  static final int LEAST = 4;
  static final int MOST = 1024;

  /// More than a turn takes on a machine that has time, less than anybody notices.
  private static final Duration LATE = Duration.ofMillis(2);

  /// How long after the last request the next one is expected.
  private static final Duration RECENT = Duration.ofSeconds(1);

  private final LongAdder requests = new LongAdder();
  private final IntSupplier underWay;
  private final IntConsumer allow;
  private final LongSupplier nanos;
  private long seen;
  private long lastRequest;
  private long lastLook;
  private int allowed;
  private Duration interval = INTERVAL;

  /// Nothing has been asked yet.
  ///
  /// @param underWay how much is going on
  /// @param allow is told how much may
  /// @param nanos a monotonic clock in nanoseconds
  public Elbowroom(IntSupplier underWay, IntConsumer allow, LongSupplier nanos) {
    this.underWay = underWay;
    this.allow = allow;
    this.nanos = nanos;
    this.lastLook = nanos.getAsLong();
    this.lastRequest = lastLook - RECENT.toNanos();
    allow(FIRST);
  }

  /// `next`, with each call noted as a request that was answered.
  public Consumer<String> noting(Consumer<String> next) {
    return it -> {
      requests.increment();
      next.accept(it);
    };
  }

  /// How long after the last look the next one is due.
  public Duration interval() {
    return interval;
  }

  /// Looks, [#interval()] after the last look or as much later as it became.
  public void look() {
    long now = nanos.getAsLong();
    long late = now - lastLook - interval.toNanos();
    lastLook = now;
    interval = underWay.getAsInt() == 0 ? IDLE : INTERVAL;
    long count = requests.sum();
    if (count != seen) {
      seen = count;
      lastRequest = now;
    }
    boolean asked = now - lastRequest < RECENT.toNanos();
    if (underWay.getAsInt() == 0) {
      allow(FIRST);
    } else if (!asked) {
      allow(Math.min(MOST, allowed * 2));
    } else if (late > LATE.toNanos()) {
      allow(Math.max(LEAST, allowed / 2));
    } else {
      allow(Math.min(MOST, allowed + 1));
    }
  }

  private void allow(int next) {
    if (next != allowed) {
      allowed = next;
      allow.accept(next);
    }
  }
}
