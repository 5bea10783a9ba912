package dev.tenon.overview;

import dev.tenon.access.WorkspaceId;
import dev.tenon.workspace.Retention.Kind;
import java.time.Instant;
import java.util.Optional;

/// What a workspace has kept, for whoever decides how long it is kept. Safe for use by any thread.
/// Every look is bounded, however much there is.
public interface Holdings {
  /// When the oldest thing of that kind happened; empty where there is none. Of connections' events
  /// the oldest of the 500 connections that were made first.
  Optional<Instant> oldest(WorkspaceId workspace, Kind kind);

  /// How much a sweep would remove that keeps nothing of before `before`: events, hours with
  /// numbers, or entries.
  Amount older(WorkspaceId workspace, Kind kind, Instant before);

  /// How much there is.
  ///
  /// @param isMore whether there may be more, at which nobody looked
  record Amount(long count, boolean isMore) {
    /// What is counted at most.
    public static final int MOST = 10_000;
  }
}
