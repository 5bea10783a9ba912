package dev.tenon.server.journal;

import dev.tenon.token.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Entries on their way to the disk, and whoever waits for them to be there. The fields that change
/// are guarded by the writer's lock, but for the end itself.
final class Addition {
  private final List<Kept> entries;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<JournalEntry> settledMeanwhile = new ArrayList<>();
  private volatile Optional<Exception> failure = Optional.empty();

  Addition(List<Kept> entries) {
    this.entries = entries;
  }

  List<Kept> entries() {
    return entries;
  }

  /// `entry` is not needed any more, before it was written; nothing happens where it is not here.
  void settleMeanwhile(JournalEntry entry) {
    Ledger.Answer answer = Ledger.Answer.of(entry);
    boolean here =
        entries.stream()
            .flatMap(kept -> kept.entry().stream())
            .anyMatch(it -> Ledger.Answer.of(it).equals(answer));
    if (here) {
      settledMeanwhile.add(entry);
    }
  }

  List<JournalEntry> settledMeanwhile() {
    return settledMeanwhile;
  }

  /// It is on the disk.
  void landed() {
    ended.countDown();
  }

  /// It is not.
  void failed(Exception cause) {
    failure = Optional.of(cause);
    ended.countDown();
  }

  Optional<Exception> failure() {
    return failure;
  }

  /// Waits for the end; false when it did not come within `patience`. An interrupt is kept for
  /// later: an answer half written because somebody is stopping would be an answer lost.
  boolean await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
