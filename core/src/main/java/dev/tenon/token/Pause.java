package dev.tenon.token;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lets time pass; a port so that simulated time can.
public interface Pause {
  /// Returns after `duration`, or at once when the thread is interrupted (the mark stays set).
  void pause(Duration duration);

  /// Returns true as soon as `awaited` is done, whatever came of it; false when `patience` ends
  /// before, or when the thread is interrupted (the mark stays set).
  boolean await(Future<?> awaited, Duration patience);

  /// Real time.
  static Pause real() {
    return new Pause() {
      @Override
      public void pause(Duration duration) {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public boolean await(Future<?> awaited, Duration patience) {
        try {
          awaited.get(patience.toNanos(), TimeUnit.NANOSECONDS);
          return true;
        } catch (ExecutionException e) {
          return true;
        } catch (TimeoutException e) {
          return false;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    };
  }
}
