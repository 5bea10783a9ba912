package dev.tenon.server.sql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/// The time of the database, the same on all nodes, whatever this machine's clock says. Safe for
/// use by any thread; costs no statement and never waits.
///
/// Measured on the connection of the change feed: when the database's answer came, its time lay
/// somewhere between asking and answering. Where our time lies in that range it stays; else it goes
/// to the nearer end, so that a slow answer, whose range is wide, moves nothing, and time never
/// goes further back than it was wrong. In between the time since the last measurement is added,
/// which no setting of the machine's clock changes. While the database is away it goes on so.
final class SharedClock extends Clock {
  private final Clock machine;
  private final LongSupplier nanos;
  private final SkewLog skew = new SkewLog();
  private volatile Point point;

  private SharedClock(Clock machine, LongSupplier nanos, Point point) {
    this.machine = machine;
    this.nanos = nanos;
    this.point = point;
  }

  /// A clock that shows the machine's time until it is measured for the first time.
  ///
  /// @param nanos grows steadily from anywhere, as [System#nanoTime] does
  static SharedClock unmeasured(Clock machine, LongSupplier nanos) {
    return new SharedClock(machine, nanos, new Point(nanos.getAsLong(), machine.instant(), false));
  }

  @Override
  public Instant instant() {
    return at(nanos.getAsLong());
  }

  /// How far the machine's clock is ahead of the database's; negative when it is behind.
  Duration offset() {
    return Duration.between(instant(), machine.instant());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("times are instants here");
  }

  /// Where the nanoseconds are now: to be taken right before and after the database is asked.
  long nanos() {
    return nanos.getAsLong();
  }

  /// The database said that it was `now`, between `asked` and `answered`.
  synchronized void measured(Instant now, long asked, long answered) {
    // What it says is cut to whole milliseconds.
    Instant earliest = now;
    Instant latest = now.plusNanos(answered - asked).plusMillis(1);
    Instant ours = at(answered);
    Instant next;
    if (!point.measured()) {
      next = earliest.plus(Duration.between(earliest, latest).dividedBy(2));
    } else if (ours.isBefore(earliest)) {
      next = earliest;
    } else if (ours.isAfter(latest)) {
      next = latest;
    } else {
      next = ours;
    }
    point = new Point(answered, next, true);
    skew.seen(offset());
  }

  private Instant at(long now) {
    Point last = point;
    return last.at().plusNanos(now - last.nanos());
  }

  /// It was `at` when the nanoseconds were at `nanos`.
  private record Point(long nanos, Instant at, boolean measured) {}
}
