package dev.tenon.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/// Pauses move the clock; flights are waited for in real time, or not at all.
final class SteppedPause implements Pause {
  private final SettableClock clock;
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Duration> patiences = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private boolean patient = true;

  SteppedPause(SettableClock clock) {
    this.clock = clock;
  }

  /// During the next pause `happens`.
  synchronized void duringTheNext(Runnable happens) {
    meanwhile = happens;
  }

  /// From now on nobody waits for a flight that has not landed.
  synchronized void nobodyWaits() {
    patient = false;
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  /// How long each caller would have waited for its flight.
  synchronized List<Duration> patiences() {
    return List.copyOf(patiences);
  }

  @Override
  public void pause(Duration duration) {
    Runnable happens;
    synchronized (this) {
      pauses.add(duration);
      happens = meanwhile;
      meanwhile = () -> {};
    }
    clock.advance(duration);
    happens.run();
  }

  @Override
  public boolean await(Future<?> awaited, Duration patience) {
    boolean waits;
    synchronized (this) {
      patiences.add(patience);
      waits = patient;
    }
    return waits ? Pause.real().await(awaited, Duration.ofSeconds(30)) : awaited.isDone();
  }
}
