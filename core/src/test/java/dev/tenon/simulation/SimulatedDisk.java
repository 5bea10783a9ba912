package dev.tenon.simulation;

import dev.tenon.token.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/// A node's disk: what is synced outlives its processes, what is not may or may not.
final class SimulatedDisk {
  private final List<Written> written = new ArrayList<>();

  Written write(JournalEntry entry) {
    Written one = new Written(entry);
    written.add(one);
    return one;
  }

  void settle(JournalEntry entry) {
    written.stream().filter(one -> one.entry.equals(entry)).forEach(one -> one.settled = true);
  }

  /// What comes after also brings what went before to the disk.
  void sync() {
    written.removeIf(one -> one.settled);
    written.forEach(one -> one.synced = true);
  }

  List<JournalEntry> unsettled() {
    return written.stream().filter(one -> !one.settled).map(one -> one.entry).toList();
  }

  /// The process is gone: what was not synced is lost, as are marks that were not.
  void crash(Choices choices) {
    written.removeIf(one -> !one.synced && !choices.chance(3_000));
    written.forEach(
        one -> {
          one.synced = true;
          one.settled = one.settled && !choices.chance(3_000);
        });
  }

  /// One entry.
  static final class Written {
    private final JournalEntry entry;
    private boolean synced;
    private boolean settled;

    private Written(JournalEntry entry) {
      this.entry = entry;
    }
  }
}
