package dev.tenon.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.stores.JournalContract;
import dev.tenon.token.Journal;
import dev.tenon.token.JournalEntry;
import dev.tenon.token.JournalUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal on disk keeps the contract of journals, and keeps it over its own end.
final class FileJournalTest extends JournalContract {
  private final Path directory;
  private FileJournal journal;

  FileJournalTest(@TempDir Path directory) {
    this.directory = directory;
    this.journal = open();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Override
  protected Journal journal() {
    return journal;
  }

  @Test
  void entries_are_found_with_every_part_when_it_is_opened_again() {
    List<JournalEntry> entries = List.of(entry(), Entries.entry(1), entry());
    entries.forEach(journal::append);

    reopen();

    assertThat(journal.unsettled()).containsExactlyElementsOf(entries);
    assertThat(journal.depth()).isEqualTo(3);
  }

  @Test
  void settled_entries_are_gone_when_it_is_opened_again() {
    List<JournalEntry> entries = List.of(entry(), entry(), entry());
    entries.forEach(journal::append);
    journal.settle(entries.get(1));

    reopen();
    assertThat(journal.unsettled()).containsExactly(entries.get(0), entries.get(2));

    journal.settle(entries.get(0));
    journal.settle(entries.get(2));
    reopen();
    assertThat(journal.unsettled()).isEmpty();
    assertThat(journal.depth()).isZero();
  }

  @Test
  void the_answer_to_one_attempt_is_there_once_however_often_it_is_appended() {
    journal.append(Entries.entry(1));
    journal.append(Entries.entry(1));
    assertThat(journal.unsettled()).containsExactly(Entries.entry(1));

    journal.settle(Entries.entry(1));

    assertThat(journal.unsettled()).isEmpty();
  }

  @Test
  void a_journal_with_nothing_unsettled_leaves_no_segment_behind() throws IOException {
    journal.append(entry());
    journal.unsettled().forEach(journal::settle);

    journal.close();

    assertThat(files()).noneMatch(file -> file.toString().endsWith(".journal"));
  }

  @Test
  void each_life_has_a_name_of_its_own_and_knows_those_before_it() {
    String first = journal.node();
    assertThat(first).matches("node-[0-9A-Za-z]{10}");
    assertThat(journal.predecessors()).isEmpty();

    reopen();
    String second = journal.node();
    assertThat(second).isNotEqualTo(first);
    assertThat(journal.predecessors()).containsExactly(first);

    reopen();
    assertThat(journal.predecessors()).containsExactly(second, first);
  }

  @Test
  void names_are_forgotten_before_they_become_many() {
    for (int life = 0; life < 40; life++) {
      reopen();
    }

    assertThat(journal.predecessors()).hasSize(16);
  }

  @Test
  void nothing_of_an_entry_is_readable_on_the_disk() throws IOException {
    for (int number = 0; number < 20; number++) {
      journal.append(Entries.entry(number));
    }

    for (Path file : files()) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .doesNotContain("canary")
          // The same in base64, at each of its three offsets.
          .doesNotContain("Y2FuYXJ5", "NhbmFyeS", "jYW5hcn");
    }
  }

  @Test
  void files_and_directories_are_their_owners_alone() throws IOException {
    journal.append(entry());

    for (Path file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as("%s", file)
          .isEqualTo("rw-------");
    }
    for (Path made : List.of(directory.resolve("journal"), directory.resolve("journal/1"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void a_closed_journal_takes_nothing_and_says_so() {
    journal.close();

    assertThatThrownBy(() -> journal.append(entry()))
        .isInstanceOf(JournalUnavailableException.class);
  }

  private void reopen() {
    journal.close();
    journal = open();
  }

  private FileJournal open() {
    return FileJournal.open(directory, Keys.vault(directory), new SecureRandom());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("journal"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
