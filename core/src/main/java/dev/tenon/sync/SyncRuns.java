package dev.tenon.sync;

import dev.tenon.access.WorkspaceId;
import dev.tenon.resource.ItemList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The writing side of runs. Safe for use by any thread; each method is one transaction.
///
/// Whatever takes a [Fence] and writes asks in its own transaction whether the fence is the newest,
/// and keeps it so until the transaction is over.
///
/// @see FencedOutException thrown by every method with a fence that writes
public interface SyncRuns {
  /// Begins a run, or goes on with the one that a process left unfinished. From now on the fences
  /// given before are worth nothing. Empty when the sync is over or not there.
  ///
  /// @param node which process
  /// @param stale a run that began longer ago is not gone on with but given up
  /// @param fullEvery a new run reads everything where the last that did began longer ago; nothing:
  ///   it does so always
  Optional<Begun> begin(
      WorkspaceId workspace,
      SyncId sync,
      String node,
      Duration stale,
      Optional<Duration> fullEvery);

  /// The list, remembered from now on.
  Place open(Fence fence, ItemList list);

  /// What is stored of those items of the list, by id; those that were deleted too.
  Map<String, Known> known(Fence fence, long place, List<String> ids);

  /// Writes items that are new or another, all of them or none. Each gets the next version of the
  /// workspace.
  ///
  /// @param changed how many of them were there before; the others are new
  /// @param versionsKept how many earlier versions of each stay
  void write(Fence fence, long place, List<Write> writes, int changed, int versionsKept);

  /// Ids of the list's records that are not deleted, in their order, those after `after` only.
  List<String> ids(Fence fence, long place, String after, int limit);

  /// Notes that the list does not have those any more.
  void missing(Fence fence, long place, List<String> ids);

  /// The list was read to its end.
  void close(Fence fence, long place, ListCounts counts);

  /// Deletes up to `limit` records that their list does not have any more, or whose list this run
  /// did not find; how many. For runs that have read every list.
  int delete(Fence fence, int limit);

  /// Ends the run, and tells webhooks what came of it; what its processes together have counted.
  SyncRun.Counts end(Fence fence, Outcome outcome);

  /// A run that this process may write for.
  ///
  /// @param kept how it stood before; its records are not counted, and its schedule is not read
  /// @param startedAt when the run began; where it is gone on with, when it did at first
  /// @param firstVersion the newest version of the workspace when it began
  /// @param listed items of lists that an earlier process of this run has read to their end
  record Begun(
      KeptSync kept,
      Fence fence,
      boolean full,
      Instant startedAt,
      int attempts,
      long firstVersion,
      long listed) {}

  /// A list.
  ///
  /// @param number within the sync
  /// @param run the newest run that read it to its end; 0 where none did
  /// @param listedAt when that run began
  /// @param kept records of it that are not deleted, as they were counted then
  record Place(long number, long run, Optional<Instant> listedAt, long kept) {}

  /// What a list came to.
  ///
  /// @param items how many there were
  /// @param kept records of it that are not deleted, those too that it does not have any more
  /// @param unchanged how many items nothing was written of
  /// @param leftOut how many were too large
  record ListCounts(long items, long kept, long unchanged, long leftOut) {}

  /// What is stored of an item.
  ///
  /// @param hash of its members, in whatever order they came
  /// @param raw the hash of the bytes that it came in when it was written; empty where it is not
  ///   known
  /// @param number which version of the record
  record Known(String hash, Optional<String> raw, long version, long number, boolean deleted) {}

  /// An item that is new or another.
  ///
  /// @param hash of its members, in whatever order they came
  /// @param raw the hash of the bytes that it came in
  /// @param number which version of the record it becomes
  record Write(String id, String hash, String raw, String json, long number) {}

  /// How a run ended.
  ///
  /// @param state not [SyncRun.State#RUNNING]
  record Outcome(
      SyncRun.State state,
      List<dev.tenon.resource.ListingSummary.Missing> missing,
      List<String> notes,
      Optional<String> code,
      Optional<String> detail) {
    public Outcome {
      missing = List.copyOf(missing);
      notes = List.copyOf(notes);
    }
  }
}
