package dev.tenon.simulation;

import dev.tenon.token.Pause;
import java.time.Duration;
import java.util.concurrent.Future;

/// Waiting, in the stage's time.
final class SimulatedPause implements Pause {
  private final Stage stage;

  SimulatedPause(Stage stage) {
    this.stage = stage;
  }

  @Override
  public void pause(Duration duration) {
    waits(duration, duration);
    stage.sleep(duration);
  }

  @Override
  public boolean await(Future<?> awaited, Duration patience) {
    long since = stage.now();
    boolean done = stage.await(awaited::isDone, patience);
    waits(Duration.ofMillis(stage.now() - since), patience);
    return done;
  }

  /// Of which a pause of the node is no part.
  private void waits(Duration duration, Duration most) {
    Activity me = stage.current();
    me.waits++;
    me.waitedMillis += Math.min(duration.toMillis(), most.toMillis());
  }
}
