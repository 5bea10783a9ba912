package dev.tenon.sync;

import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncRun.State;
import java.time.Duration;

/// Hears how runs end. Safe for use by any thread; returns at once.
@FunctionalInterface
public interface SyncObserver {
  /// A run has ended.
  ///
  /// @param counts of all processes that worked on it
  /// @param took from its first beginning
  void ended(State state, Counts counts, Duration took);

  /// Hears nothing.
  static SyncObserver none() {
    return (_, _, _) -> {};
  }
}
