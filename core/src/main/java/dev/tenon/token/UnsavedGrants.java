package dev.tenon.token;

import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Answers that the store has not taken yet. They are in the journal, and they are what is true:
/// they are served, saved as soon as the store is back, and the refresh token that was spent for
/// them is never sent again by this node. Safe for use by any thread.
final class UnsavedGrants {
  private final Map<ConnectionId, JournalEntry> unsaved = new ConcurrentHashMap<>();
  private final GrantStore grants;
  private final Journal journal;
  private final Clock clock;

  UnsavedGrants(GrantStore grants, Journal journal, Clock clock) {
    this.grants = grants;
    this.journal = journal;
    this.clock = clock;
  }

  /// Keeps `entry`, which the store would not take. Of several answers for one connection only the
  /// newest counts: the store must have taken what was spent for it.
  void keep(JournalEntry entry) {
    JournalEntry before = unsaved.get(entry.connection());
    if (before != null && before.version() > entry.version()) {
      journal.settle(entry);
      return;
    }
    unsaved.put(entry.connection(), entry);
    if (before != null && before.version() < entry.version()) {
      journal.settle(before);
    }
  }

  /// The grant that is newer than `stored`, where there is one.
  Optional<Grant> newerThan(Grant stored) {
    return Optional.ofNullable(unsaved.get(stored.connection()))
        .filter(entry -> entry.version() == stored.version() + 1)
        .map(entry -> grant(entry, stored));
  }

  /// As it will be stored in place of `spent`.
  static Grant grant(JournalEntry entry, Grant spent) {
    return new Grant(
        entry.connection(),
        entry.workspace(),
        entry.version(),
        entry.tokens(),
        spent.consentedAt(),
        entry.plan().nextRefreshAt(),
        0);
  }

  /// The event that goes with `entry`.
  ConnectionEvent event(JournalEntry entry) {
    return new ConnectionEvent(
        clock.instant(), "refreshed", Map.of("token_version", Long.toString(entry.version())));
  }

  int size() {
    return unsaved.size();
  }

  /// Tries to save them all; how many are left.
  int save() {
    for (JournalEntry each : List.copyOf(unsaved.values())) {
      if (!isSaved(each)) {
        break;
      }
    }
    return unsaved.size();
  }

  /// Whether the store has taken `entry`, or has something newer, or the connection has ended;
  /// false when it is away.
  boolean isSaved(JournalEntry entry) {
    try {
      grants.adopt(
          entry.workspace(),
          entry.connection(),
          entry.version() - 1,
          entry.tokens(),
          entry.plan(),
          event(entry));
      journal.settle(entry);
      unsaved.remove(entry.connection(), entry);
      return true;
    } catch (StoreUnavailableException _) {
      return false;
    }
  }

  /// Keeps what the journal holds of this node's earlier lives, and tries to save it; how many
  /// entries there were.
  int replay() {
    List<JournalEntry> found = journal.unsettled();
    for (JournalEntry entry : found) {
      if (!isSaved(entry)) {
        keep(entry);
      }
    }
    return found.size();
  }
}
