package dev.tenon.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.token.JournalEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several processes with one data directory, and what is left of those that are gone.
final class SlotsTest {
  private final Path directory;

  SlotsTest(@TempDir Path directory) {
    this.directory = directory;
    Keys.vault(directory);
  }

  @Test
  void everything_acknowledged_before_kill_9_is_found() throws Exception {
    Process child = start();
    int last;
    try (BufferedReader said = child.inputReader()) {
      assertThat(said.readLine()).startsWith("node-");
      last = hear(said, 300);
      // SIGKILL; by the handle, which leaves what it has said readable.
      child.toHandle().destroyForcibly();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        last = Integer.parseInt(line);
      }
    }
    child.waitFor();

    try (FileJournal journal = open()) {
      List<JournalEntry> acknowledged =
          IntStream.rangeClosed(0, last)
              .filter(it -> it % 3 != 0)
              .mapToObj(Entries::entry)
              .toList();
      assertThat(journal.unsettled()).containsAll(acknowledged);
      // And, besides, at most what was under way and the last settlements.
      assertThat(journal.depth()).isLessThanOrEqualTo(acknowledged.size() + 3);
    }
  }

  @Test
  void a_second_process_has_its_own_slot_and_the_first_takes_it_over_when_it_is_gone()
      throws Exception {
    try (FileJournal journal = open()) {
      journal.append(Entries.entry(100_000));
      Process child = start();
      String name;
      try (BufferedReader said = child.inputReader()) {
        name = said.readLine();
        hear(said, 10);
        assertThat(journal.adopt()).as("while it lives").isZero();
        child.toHandle().destroyForcibly();
      }
      child.waitFor();

      assertThat(name).isNotEqualTo(journal.node());
      assertThat(journal.adopt()).isPositive();
      assertThat(journal.unsettled())
          .contains(Entries.entry(100_000), Entries.entry(1), Entries.entry(2));
      assertThat(journal.predecessors()).containsExactly(name);
      assertThat(journal.adopt()).as("again").isZero();
    }
  }

  @Test
  void a_starting_process_takes_over_every_slot_that_nobody_holds() {
    List<FileJournal> gone = List.of(open(), open(), open());
    for (int number = 0; number < gone.size(); number++) {
      gone.get(number).append(Entries.entry(number));
    }
    List<String> names = gone.stream().map(FileJournal::node).toList();
    gone.forEach(FileJournal::close);

    try (FileJournal journal = open()) {
      assertThat(names).doesNotHaveDuplicates();
      assertThat(journal.node()).isNotIn(names);
      assertThat(journal.predecessors()).containsExactlyElementsOf(names);
      assertThat(journal.unsettled())
          .containsExactly(Entries.entry(0), Entries.entry(1), Entries.entry(2));
    }
    try (FileJournal again = open()) {
      assertThat(again.unsettled()).hasSize(3);
      assertThat(again.predecessors()).containsAll(names);
    }
  }

  @Test
  void a_slot_that_was_taken_over_gives_its_next_process_a_name_of_its_own() {
    try (FileJournal first = open()) {
      FileJournal second = open();
      String gone = second.node();
      second.close();
      assertThat(first.adopt()).isZero();

      try (FileJournal third = open()) {
        assertThat(first.predecessors()).containsExactly(gone);
        assertThat(third.node()).isNotEqualTo(gone).isNotEqualTo(first.node());
      }
    }
  }

  @Test
  void what_cannot_be_written_here_stays_where_it_was() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    try (FileJournal first =
        FileJournal.open(
            directory,
            disk,
            1 << 20,
            Duration.ofMinutes(1),
            Keys.vault(directory),
            new SecureRandom())) {
      try (FileJournal second = open()) {
        second.append(Entries.entry(2));
      }
      disk.failToSync();
      assertThat(first.adopt()).isZero();
      assertThat(first.predecessors()).isEmpty();

      disk.mend();
      assertThat(first.adopt()).isEqualTo(1);
      assertThat(first.unsettled()).containsExactly(Entries.entry(2));
    }
    assertThat(Files.exists(directory.resolve("journal/2/0000000001.journal"))).isFalse();
  }

  /// Reads numbers up to `target`.
  private static int hear(BufferedReader said, int target) throws IOException {
    int number = -1;
    while (number < target) {
      number = Integer.parseInt(String.valueOf(said.readLine()));
    }
    return number;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Appending.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private FileJournal open() {
    return FileJournal.open(directory, Keys.vault(directory), new SecureRandom());
  }
}
