package dev.tenon.workspace;

import java.time.Instant;

/// The processes of the hub that share one database. Safe for use by any thread; each method is one
/// transaction. "Now" is the database's clock.
public interface Nodes {
  /// `node` was at work at `at`. Nodes that were not seen for a day are forgotten.
  void beat(Node node, Instant at);

  /// `node` is going: it is not counted any more.
  void leave(Node node);

  /// How many nodes were at work within the last 30 seconds, whatever their version; at least one,
  /// because somebody asks.
  int alive();

  /// One process.
  ///
  /// @param id stays the same when the process starts again
  /// @param version of its program
  record Node(String id, String version) {}
}
