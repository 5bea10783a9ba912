package dev.tenon.sync;

import java.time.Instant;

/// When each sync runs next, over all nodes: one process runs it at a time, and where that dies
/// another does. Safe for use by any thread.
public interface SyncSchedule {
  /// It runs at `time`, unless it runs now; then it runs when that run says. Returns whether it was
  /// put off or brought forward.
  boolean at(SyncStore.Key sync, Instant time);

  /// It runs no more by itself.
  void never(SyncStore.Key sync);
}
