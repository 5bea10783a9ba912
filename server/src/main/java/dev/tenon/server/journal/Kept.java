package dev.tenon.server.journal;

import dev.tenon.token.JournalEntry;
import java.util.Optional;

/// An entry that is not settled.
///
/// @param record as it lies on the disk, to be copied
/// @param entry empty where it does not open under this process's keys, or is of a later version:
///   then it is kept as it is, for a process that can read it
record Kept(JournalRecord record, Optional<JournalEntry> entry) {
  long id() {
    return record.id();
  }
}
