package dev.tenon.audit;

import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The hash-chained log of a workspace, to which is only appended; what is old may be pruned.
/// Stores append to it in the transaction of the write that an event describes; this port appends
/// events that describe no write, and reads.
public interface AuditLog {
  /// Appends an event on its own, durably, before returning.
  void append(AuditEvent event);

  /// At most `limit` entries with a number below `before` (all, when empty), newest first.
  List<AuditEntry> list(WorkspaceId workspace, Optional<Long> before, int limit);

  /// As [#list], but only entries whose action or target is `word`, or whose actor is called so: an
  /// app's name, a user's or a member's id, the id of a key.
  List<AuditEntry> search(WorkspaceId workspace, String word, Optional<Long> before, int limit);

  /// When each of `keys` did something last, as far as the log has it; without those of which it
  /// has nothing. One statement, which costs a look-up a key.
  Map<KeyId, Instant> lastActs(WorkspaceId workspace, Set<KeyId> keys);

  /// Removes the oldest entries, up to the first that was written at `before` or later, at most
  /// `limit`; how many. What goes is decided, and told by one entry `audit.pruned` of the hub's, in
  /// one transaction; the entries themselves go after it, some at a time, or at the next call where
  /// this one is cut short. The chain begins behind them: where they ended stays known.
  int prune(WorkspaceId workspace, Instant before, int limit);

  /// The number of the first entry whose hash does not fit, or empty when the chain is whole. Where
  /// entries were pruned it begins with the first that is kept, which must stand behind what the
  /// last `audit.pruned` names.
  Optional<Long> firstBroken(WorkspaceId workspace);
}
