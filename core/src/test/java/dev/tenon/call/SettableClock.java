package dev.tenon.call;

import dev.tenon.token.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Future;

/// A clock that stands still until somebody waits: then as much time goes by as was waited for.
final class SettableClock extends Clock {
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  /// Waiting in this clock's time.
  Pause pause() {
    return new Pause() {
      @Override
      public void pause(Duration duration) {
        advance(duration);
      }

      @Override
      public boolean await(Future<?> awaited, Duration patience) {
        if (!awaited.isDone()) {
          advance(patience);
        }
        return awaited.isDone();
      }
    };
  }

  @Override
  public Instant instant() {
    return now;
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
