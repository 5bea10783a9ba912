package dev.tenon.server.journal;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.token.JournalEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is not settled, in memory: right whatever the disk does. Not safe for use by several
/// threads at once.
final class Ledger {
  private final Map<Long, Kept> kept = new LinkedHashMap<>();
  private final Map<Answer, Long> ids = new HashMap<>();

  /// Takes `more` in. The id of an earlier record of the same answer, which is not needed any more.
  Optional<Long> add(Kept more) {
    kept.putIfAbsent(more.id(), more);
    return more.entry()
        .map(entry -> ids.put(Answer.of(entry), more.id()))
        .filter(earlier -> earlier != more.id())
        .filter(earlier -> kept.remove(earlier) != null);
  }

  /// Strikes `entry` out. Its id; empty when it is not here.
  Optional<Long> settle(JournalEntry entry) {
    Optional<Long> id = Optional.ofNullable(ids.remove(Answer.of(entry)));
    id.ifPresent(kept::remove);
    return id;
  }

  /// Whether the record `id` is here.
  boolean has(long id) {
    return kept.containsKey(id);
  }

  /// Everything, oldest first.
  List<Kept> all() {
    return List.copyOf(kept.values());
  }

  /// How many entries can be replayed.
  int depth() {
    return ids.size();
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  /// What makes two entries the same.
  record Answer(WorkspaceId workspace, ConnectionId connection, long version, String attempt) {
    static Answer of(JournalEntry entry) {
      return new Answer(entry.workspace(), entry.connection(), entry.version(), entry.attempt());
    }
  }
}
