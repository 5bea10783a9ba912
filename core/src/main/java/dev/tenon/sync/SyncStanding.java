package dev.tenon.sync;

import java.time.Instant;
import java.util.Optional;

/// How a sync stands, as its runs left it.
///
/// @param run the number of the newest run; 0 before the first
/// @param failures runs in a row that were not complete
/// @param completeAt when the newest complete run began
/// @param fullAt when the newest complete run began that read everything
/// @param goneVersion the newest version of a deletion that is not kept any more; whoever has read
///   less than that reads everything again
/// @param records that are kept and not deleted, as each list was counted when it was last read
/// @param nextRunAt when it is due; empty while it runs, and where it runs by hand only
public record SyncStanding(
    long run,
    boolean running,
    int failures,
    Optional<Instant> failingSince,
    Optional<Instant> completeAt,
    Optional<Instant> fullAt,
    long goneVersion,
    long records,
    Optional<Instant> nextRunAt) {
  /// Before the first run.
  public static SyncStanding fresh() {
    return new SyncStanding(
        0, false, 0, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, Optional.empty());
  }
}
