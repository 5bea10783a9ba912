package dev.tenon.sync;

import dev.tenon.access.WorkspaceId;
import java.util.List;
import java.util.Optional;

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

  /// Records that are not deleted, as people look through them: those that fit `wish`, in its
  /// order, and where that leaves two equal the one that changed last first. Looked for among the
  /// [#LOOKED_THROUGH] that changed last.
  List<StoredRecord> table(WorkspaceId workspace, SyncId sync, Look wish);

  /// The first of what [#table] finds where nothing is sorted, up to the one with which their JSON
  /// gets longer than `characters`: at least one where there is one.
  List<StoredRecord> newest(WorkspaceId workspace, SyncId sync, Look wish, long characters);

  /// So many records are looked through for one look.
  int LOOKED_THROUGH = 200_000;

  /// A look at a table.
  ///
  /// @param searched dotted paths of what is searched
  /// @param word that stands in one of them, in whatever case; empty text: all
  /// @param sortedBy dotted path: numbers by size, texts by letter; empty: those that changed last
  ///   first
  record Look(
      List<String> searched,
      String word,
      Optional<String> sortedBy,
      boolean descending,
      int offset,
      int limit) {
    public Look {
      searched = List.copyOf(searched);
    }
  }

  /// Whether those are told that were deleted.
  enum Deleted {
    LEFT_OUT,
    TOLD,
    ALONE
  }
}
