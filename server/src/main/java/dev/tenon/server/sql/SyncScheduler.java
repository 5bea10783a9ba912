package dev.tenon.server.sql;

import dev.tenon.sync.SyncSchedule;

/// The schedule of syncs, and what runs them on this node.
public interface SyncScheduler extends SyncSchedule, AutoCloseable {
  /// From now on this node runs what is due.
  void start();

  /// Begins nothing any more, and ends what runs; another node goes on with it.
  @Override
  void close();
}
