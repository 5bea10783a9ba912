package dev.tenon.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tenon.token.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What damage to a segment costs: the record that is damaged, and nothing else.
final class DamageTest {
  private static final int ENTRIES = 3;

  private static final Logger LOG =
      (Logger) LoggerFactory.getLogger(SegmentDirectory.class.getPackageName());

  private final Path directory;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  DamageTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void listen() {
    log.start();
    LOG.addAppender(log);
    LOG.setAdditive(false);
  }

  @AfterEach
  void leave() {
    LOG.detachAppender(log);
    LOG.setAdditive(true);
  }

  @Test
  void a_segment_cut_at_any_byte_yields_every_record_that_is_whole() throws IOException {
    byte[] whole = segment();
    List<Integer> ends = ends(whole);

    for (int cut = 0; cut <= whole.length; cut++) {
      int length = cut;
      write(Arrays.copyOf(whole, cut));

      assertThat(reopened())
          .as("cut at %s", cut)
          .isEqualTo(entries((int) ends.stream().filter(end -> end <= length).count()));
    }
  }

  @Test
  void a_flipped_bit_at_any_byte_costs_at_most_the_record_it_is_in() throws IOException {
    byte[] whole = segment();
    List<Integer> ends = ends(whole);

    for (int at = SegmentScan.HEADER.length(); at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      write(flipped);
      int place = at;
      int hit = (int) ends.stream().filter(end -> end <= place).count();

      assertThat(reopened())
          .as("flipped at %s", at)
          .isEqualTo(entries(ENTRIES).stream().filter(it -> it.version() != hit).toList());
    }
  }

  @Test
  void a_hole_of_zeros_costs_the_records_in_it_and_not_those_behind() throws IOException {
    byte[] whole = segment();
    List<Integer> ends = ends(whole);
    Arrays.fill(whole, ends.get(0) - 10, ends.get(0) + 10, (byte) 0);
    write(whole);

    assertThat(reopened()).containsExactly(Entries.entry(2));
    assertThat(log.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.ERROR);
              assertThat(event.getFormattedMessage()).contains("an answer may be lost here");
            });
  }

  @Test
  void a_tail_of_zeros_costs_nothing() throws IOException {
    byte[] whole = segment();
    write(Arrays.copyOf(whole, whole.length + 4096));

    assertThat(reopened()).isEqualTo(entries(ENTRIES));
    assertThat(log.list)
        .singleElement()
        .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN));
  }

  @Test
  void a_damaged_journal_can_be_appended_to() throws IOException {
    byte[] whole = segment();
    write(Arrays.copyOf(whole, whole.length - 1));

    try (FileJournal journal = open(directory)) {
      journal.append(Entries.entry(7));
    }

    assertThat(reopened()).containsExactly(Entries.entry(0), Entries.entry(1), Entries.entry(7));
  }

  @Test
  void a_segment_of_a_later_version_stays_as_it_is() throws IOException {
    byte[] later = segment();
    later[SegmentScan.HEADER.length() - 2] = '2';
    write(later);

    try (FileJournal journal = open(directory)) {
      assertThat(journal.unsettled()).isEmpty();
      journal.append(Entries.entry(7));
      journal.settle(Entries.entry(7));
    }

    assertThat(segments()).hasSize(1);
    assertThat(Files.readAllBytes(segments().getFirst())).isEqualTo(later);
  }

  @Test
  void an_entry_that_does_not_open_is_kept_for_a_process_that_opens_it(@TempDir Path other)
      throws IOException {
    segment();

    try (FileJournal foreign = FileJournal.open(directory, Keys.vault(other), new SecureRandom())) {
      assertThat(foreign.unsettled()).isEmpty();
      assertThat(foreign.depth()).isZero();
      foreign.append(Entries.entry(7));
      foreign.settle(Entries.entry(7));
    }

    assertThat(reopened()).isEqualTo(entries(ENTRIES));
  }

  /// A segment with `ENTRIES` entries, as a process leaves it.
  private byte[] segment() throws IOException {
    try (FileJournal journal = open(directory)) {
      entries(ENTRIES).forEach(journal::append);
    }
    assertThat(segments()).hasSize(1);
    return Files.readAllBytes(segments().getFirst());
  }

  private void write(byte[] segment) throws IOException {
    for (Path file : segments()) {
      Files.delete(file);
    }
    Files.write(directory.resolve("journal/1/0000000001.journal"), segment);
  }

  private List<JournalEntry> reopened() {
    try (FileJournal journal = open(directory)) {
      return journal.unsettled();
    }
  }

  private static FileJournal open(Path directory) {
    return FileJournal.open(
        directory,
        new FaultyDisk().careless(),
        1 << 20,
        Duration.ofMinutes(1),
        Keys.vault(directory),
        new SecureRandom());
  }

  private static List<JournalEntry> entries(int count) {
    return IntStream.range(0, count).mapToObj(Entries::entry).toList();
  }

  /// Where each record of `segment` ends.
  private static List<Integer> ends(byte[] segment) {
    int start = SegmentScan.HEADER.length();
    List<JournalRecord> records = SegmentScan.of(segment).orElseThrow().records();
    return IntStream.rangeClosed(1, records.size())
        .mapToObj(
            count -> start + records.stream().limit(count).mapToInt(JournalRecord::size).sum())
        .toList();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve("journal/1"))) {
      return all.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }
}
