package dev.tenon.server.journal;

import java.nio.file.Path;
import java.security.SecureRandom;

/// A process that appends entry after entry, settles every third, and says each number when its
/// append has returned; until somebody kills it.
final class Appending {
  private Appending() {}

  /// Takes the data directory.
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    FileJournal journal = FileJournal.open(directory, Keys.vault(directory), new SecureRandom());
    System.out.println(journal.node());
    for (int number = 0; ; number++) {
      journal.append(Entries.entry(number));
      System.out.println(number);
      if (number % 3 == 0) {
        journal.settle(Entries.entry(number));
      }
    }
  }
}
