package dev.tenon.audit;

import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The append-only, hash-chained log of a workspace. Stores append to it in the transaction of the
/// write that an event describes; this port appends events that describe no write, and reads.
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

  /// The number of the first entry whose hash does not fit, or empty when the chain is whole.
  Optional<Long> firstBroken(WorkspaceId workspace);
}
