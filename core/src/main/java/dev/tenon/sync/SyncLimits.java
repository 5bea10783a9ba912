package dev.tenon.sync;

import dev.tenon.resource.IdSet;
import java.time.Duration;

/// How much a sync keeps, and for how long.
///
/// @param maxItems a run ends after so many, and is then not complete
/// @param maxItemBytes items that are larger are left out, and counted
/// @param deletedKept how long it can be read that an item was deleted
/// @param versionsKept how many versions of a record before its newest
public record SyncLimits(long maxItems, long maxItemBytes, Duration deletedKept, int versionsKept) {
  /// The most items that any sync may keep.
  public static final long MOST_ITEMS = IdSet.MOST;

  /// The largest item that any sync may keep.
  public static final long MOST_ITEM_BYTES = 16L * 1024 * 1024;

  /// How long deletions can be read at most.
  public static final Duration LONGEST_KEPT = Duration.ofDays(365);

  /// How many versions before the newest any sync may keep.
  public static final int MOST_VERSIONS = 100;

  public SyncLimits {
    if (maxItems < 1 || maxItems > MOST_ITEMS) {
      throw new IllegalArgumentException("max_items is out of bounds");
    }
    if (maxItemBytes < 1 || maxItemBytes > MOST_ITEM_BYTES) {
      throw new IllegalArgumentException("max_item_bytes is out of bounds");
    }
    if (deletedKept.isNegative() || deletedKept.compareTo(LONGEST_KEPT) > 0) {
      throw new IllegalArgumentException("deleted_kept is out of bounds");
    }
    if (versionsKept < 0 || versionsKept > MOST_VERSIONS) {
      throw new IllegalArgumentException("versions_kept is out of bounds");
    }
  }

  /// What holds where nothing is said: a million items of 1 MiB, deletions for 30 days, five
  /// versions.
  public static SyncLimits standard() {
    return new SyncLimits(1_000_000, 1024 * 1024, Duration.ofDays(30), 5);
  }
}
