package dev.tenon.bench;

import java.time.Duration;

/// Lets time pass while other processes work.
final class Pauses {
  private Pauses() {}

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
