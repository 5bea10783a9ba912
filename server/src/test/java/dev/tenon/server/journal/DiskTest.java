package dev.tenon.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.token.JournalEntry;
import dev.tenon.token.JournalUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the journal asks of its disk, and what it does when the disk does not do it.
final class DiskTest {
  private static final long SMALL = 4096;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Path directory;
  private final FaultyDisk disk = new FaultyDisk();
  private FileJournal journal;

  DiskTest(@TempDir Path directory) {
    this.directory = directory;
    this.journal = open(LONG);
  }

  @AfterEach
  void close() {
    disk.mend();
    disk.release();
    journal.close();
  }

  @Test
  void an_entry_is_synced_when_append_returns_by_one_sync_of_a_file_that_was_there_before() {
    int files = disk.directorySyncs();
    assertThat(disk.syncs()).isEqualTo(2); // the node's name, and the empty segment

    journal.append(Entries.entry(1));
    assertThat(disk.syncs()).isEqualTo(3);
    assertThat(disk.directorySyncs()).isEqualTo(files);

    journal.append(Entries.entry(2));
    assertThat(disk.syncs()).isEqualTo(4);
    assertThat(disk.directorySyncs()).isEqualTo(files);
    assertThat(journal.syncs()).isEqualTo(2);
  }

  @Test
  void everybody_who_comes_during_a_sync_shares_the_next_one() throws Exception {
    journal.append(Entries.entry(0));
    int before = disk.syncs();
    disk.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> journal.append(Entries.entry(1)));
      disk.awaitHeld();
      List<Future<?>> others = appendAll(threads, 2, 102);
      disk.release();

      first.get();
      for (Future<?> other : others) {
        other.get();
      }
    }

    assertThat(journal.depth()).isEqualTo(102);
    assertThat(disk.syncs() - before).isEqualTo(2);
  }

  @Test
  void settling_costs_no_sync_of_its_own() {
    IntStream.range(0, 10).mapToObj(Entries::entry).forEach(journal::append);
    int before = disk.syncs();

    journal.unsettled().forEach(journal::settle);

    assertThat(disk.syncs()).isEqualTo(before);
  }

  @Test
  void a_full_segment_is_replaced_by_one_with_what_is_unsettled() throws IOException {
    journal.append(Entries.entry(0));
    for (int number = 1; number < 500; number++) {
      journal.append(Entries.entry(number));
      journal.settle(Entries.entry(number));
      assertThat(bytes()).isLessThan(2 * SMALL);
    }

    assertThat(segments()).hasSize(1);
    assertThat(journal.unsettled()).containsExactly(Entries.entry(0));
    reopen();
    assertThat(journal.unsettled()).contains(Entries.entry(0)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void what_is_unsettled_is_not_copied_more_often_than_it_pays() throws IOException {
    IntStream.range(0, 400).mapToObj(Entries::entry).forEach(journal::append);

    assertThat(journal.depth()).isEqualTo(400);
    // Each segment holds twice what it began with: from 4 KiB to some 300 in seven.
    assertThat(String.valueOf(segments().getLast().getFileName())).isLessThan("0000000010.journal");
    reopen();
    assertThat(journal.unsettled()).hasSize(400);
  }

  @Test
  void a_disk_that_does_not_sync_is_told_to_whoever_waits_and_a_new_segment_mends_it() {
    journal.append(Entries.entry(0));
    disk.failToSync();
    assertThatThrownBy(() -> journal.append(Entries.entry(1)))
        .isInstanceOf(JournalUnavailableException.class);
    assertThatThrownBy(() -> journal.append(Entries.entry(2)))
        .isInstanceOf(JournalUnavailableException.class);

    disk.mend();
    journal.append(Entries.entry(3));

    assertThat(reopened()).contains(Entries.entry(0), Entries.entry(3));
  }

  @Test
  void an_entry_that_the_disk_did_not_take_goes_with_the_next_that_it_takes() {
    disk.failToSync();
    assertThatThrownBy(() -> journal.append(Entries.entry(1)))
        .isInstanceOf(JournalUnavailableException.class);
    disk.failToCreate();
    assertThatThrownBy(() -> journal.append(Entries.entry(2)))
        .isInstanceOf(JournalUnavailableException.class);
    assertThat(journal.unsettled()).containsExactly(Entries.entry(1), Entries.entry(2));
    journal.settle(Entries.entry(2));

    disk.mend();
    journal.append(Entries.entry(3));

    assertThat(reopened()).containsExactly(Entries.entry(1), Entries.entry(3));
  }

  @Test
  void a_disk_that_fills_up_in_the_middle_of_a_record_loses_none_before_it() {
    List<JournalEntry> taken = new ArrayList<>();
    disk.fillUpAfter(1700);
    for (int number = 0; number < 10; number++) {
      try {
        journal.append(Entries.entry(number));
        taken.add(Entries.entry(number));
      } catch (JournalUnavailableException _) {
        break;
      }
    }

    assertThat(taken).hasSizeBetween(1, 9);
    assertThat(journal.unsettled()).containsAll(taken);
    assertThat(reopened()).containsAll(taken);
  }

  @Test
  void a_full_disk_keeps_nobody_from_opening_what_is_there() {
    journal.append(Entries.entry(0));
    journal.close();
    disk.fillUpAfter(0);

    journal = open(LONG);
    assertThat(journal.unsettled()).containsExactly(Entries.entry(0));

    reopen();
    assertThat(journal.unsettled()).containsExactly(Entries.entry(0));
  }

  @Test
  void a_disk_that_hangs_is_not_waited_for_longer_than_patience() throws Exception {
    journal.close();
    journal = open(Duration.ofMillis(20));
    disk.hold();

    assertThatThrownBy(() -> journal.append(Entries.entry(1)))
        .isInstanceOf(JournalUnavailableException.class);
    assertThat(journal.unsettled()).containsExactly(Entries.entry(1));
    journal.settle(Entries.entry(1));
    disk.release();
    while (journal.syncs() == 0) {
      Thread.onSpinWait();
    }

    assertThat(journal.unsettled()).isEmpty();
    assertThat(reopened()).isEmpty();
  }

  @Test
  void an_interrupt_of_whoever_waits_costs_neither_the_entry_nor_the_journal() throws Exception {
    disk.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch interrupted = new CountDownLatch(1);
      Future<Boolean> append =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                interrupted.countDown();
                journal.append(Entries.entry(1));
                return Thread.currentThread().isInterrupted();
              });
      interrupted.await();
      disk.awaitHeld();
      disk.release();

      assertThat(append.get()).isTrue();
    }
    journal.append(Entries.entry(2));
    assertThat(reopened()).containsExactly(Entries.entry(1), Entries.entry(2));
  }

  private List<Future<?>> appendAll(ExecutorService threads, int from, int to)
      throws InterruptedException, ExecutionException {
    CountDownLatch under = new CountDownLatch(to - from);
    List<Future<?>> all = new ArrayList<>();
    for (int number = from; number < to; number++) {
      JournalEntry entry = Entries.entry(number);
      all.add(
          threads.submit(
              () -> {
                under.countDown();
                journal.append(entry);
              }));
    }
    under.await();
    // Each has only its queueing before it now, which waits for nothing.
    while (journal.queued() < to - from) {
      Thread.onSpinWait();
    }
    return all;
  }

  private List<JournalEntry> reopened() {
    journal.close();
    disk.mend();
    reopen();
    return journal.unsettled();
  }

  private void reopen() {
    journal.close();
    journal = open(LONG);
  }

  private FileJournal open(Duration patience) {
    return FileJournal.open(
        directory, disk, SMALL, patience, Keys.vault(directory), new SecureRandom());
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Path segment : segments()) {
      bytes += Files.size(segment);
    }
    return bytes;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve("journal/1"))) {
      return all.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }
}
