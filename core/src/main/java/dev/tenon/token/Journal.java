package dev.tenon.token;

import java.util.List;

/// What providers have answered and the store has not confirmed yet, on this node's disk: so that
/// an answer outlives this process and an outage of the store. Safe for use by any thread.
public interface Journal {
  /// Writes `entry`; it is on the disk, synced, when this returns. Many callers share one sync.
  ///
  /// @throws JournalUnavailableException when the disk does not take it; the entry may or may not
  ///   be found later
  void append(JournalEntry entry);

  /// The store has taken `entry`, or has something newer: it is not needed any more. Returns at
  /// once, and is synced with what comes next: a settled entry may be found again after a crash.
  void settle(JournalEntry entry);

  /// Every entry that was appended and not settled, oldest first, those of earlier processes of
  /// this node among them.
  List<JournalEntry> unsettled();
}
