package dev.tenon.sync;

import dev.tenon.access.WorkspaceId;
import java.util.List;

/// The records, for those who read them. Safe for use by any thread.
public interface RecordStore {
  /// Records of a sync with a version above `after`, lowest first. A version that is committed
  /// later than another is higher: whoever goes on after the highest that he was given misses
  /// nothing.
  List<StoredRecord> list(
      WorkspaceId workspace, SyncId sync, long after, Deleted deleted, int limit);

  /// The records of that id: one in each list that has the item.
  List<StoredRecord> find(WorkspaceId workspace, SyncId sync, String id);

  /// What a record was before, newest first, as far as it is kept.
  List<StoredRecord.Earlier> history(WorkspaceId workspace, SyncId sync, long place, String id);

  /// Whether those are told that were deleted.
  enum Deleted {
    LEFT_OUT,
    TOLD,
    ALONE
  }
}
