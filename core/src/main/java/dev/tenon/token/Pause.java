package dev.tenon.token;

import java.time.Duration;

/// Lets time pass; a port so that simulated time can.
@FunctionalInterface
public interface Pause {
  /// Returns after `duration`, or at once when the thread is interrupted (the mark stays set).
  void pause(Duration duration);

  /// Real time.
  static Pause real() {
    return duration -> {
      try {
        Thread.sleep(duration);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
