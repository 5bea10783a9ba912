package dev.tenon.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The stage's time, or a node's wrong idea of it.
final class SimulatedClock extends Clock {
  static final Instant BEGINNING = Instant.parse("2026-03-01T08:00:00Z");

  private final Stage stage;
  private final long skewMillis;

  SimulatedClock(Stage stage, long skewMillis) {
    this.stage = stage;
    this.skewMillis = skewMillis;
  }

  /// Milliseconds since the beginning at which a clock that is right shows `at`.
  static long millis(Instant at) {
    return at.toEpochMilli() - BEGINNING.toEpochMilli();
  }

  @Override
  public Instant instant() {
    return BEGINNING.plusMillis(stage.now() + skewMillis);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
