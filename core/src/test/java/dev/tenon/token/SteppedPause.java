package dev.tenon.token;

import java.time.Duration;
import java.util.concurrent.Future;

/// Pauses move the clock; flights are waited for in real time.
final class SteppedPause implements Pause {
  private final SettableClock clock;

  SteppedPause(SettableClock clock) {
    this.clock = clock;
  }

  @Override
  public void pause(Duration duration) {
    clock.advance(duration);
  }

  @Override
  public boolean await(Future<?> awaited, Duration patience) {
    return Pause.real().await(awaited, Duration.ofSeconds(30));
  }
}
