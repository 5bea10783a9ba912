package dev.tenon.stores;

import dev.tenon.token.Journal;
import dev.tenon.token.JournalEntry;
import dev.tenon.token.JournalUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A journal in memory, whose disk can fail.
public final class InMemoryJournal implements Journal {
  private final List<JournalEntry> unsettled = new ArrayList<>();
  private final List<JournalEntry> appended = new ArrayList<>();
  private boolean broken;

  @Override
  public synchronized void append(JournalEntry entry) {
    if (broken) {
      throw new JournalUnavailableException("the disk is full", new IOException("made so"));
    }
    unsettled.add(entry);
    appended.add(entry);
  }

  @Override
  public synchronized void settle(JournalEntry entry) {
    unsettled.remove(entry);
  }

  @Override
  public synchronized List<JournalEntry> unsettled() {
    return List.copyOf(unsettled);
  }

  /// Everything that was ever appended.
  public synchronized List<JournalEntry> appended() {
    return List.copyOf(appended);
  }

  /// From now on nothing is taken.
  public synchronized void breakDown() {
    broken = true;
  }
}
