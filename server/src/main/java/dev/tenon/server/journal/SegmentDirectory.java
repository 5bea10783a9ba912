package dev.tenon.server.journal;

import dev.tenon.server.journal.SegmentScan.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segments of one slot, by number.
final class SegmentDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentDirectory.class);
  private static final String SUFFIX = ".journal";

  private final Path directory;
  private final Disk disk;
  private final EntrySealer sealer;

  SegmentDirectory(Path directory, Disk disk, EntrySealer sealer) {
    this.directory = directory;
    this.disk = disk;
    this.sealer = sealer;
  }

  /// The file of segment `number`.
  static Path file(Path directory, long number) {
    return directory.resolve("%010d%s".formatted(number, SUFFIX));
  }

  /// Reads every segment. Whatever is wrong with one is told in the log and keeps no other from
  /// being read.
  Contents read() throws IOException {
    List<Path> files = files();
    List<Path> spent = new ArrayList<>();
    Map<Long, JournalRecord> appended = new LinkedHashMap<>();
    Set<Long> settled = new HashSet<>();
    for (Path file : files) {
      Optional<SegmentScan> scan = scan(file);
      if (scan.isPresent()) {
        spent.add(file);
        scan.get().records().forEach(record -> sort(record, appended, settled));
        scan.get().damage().forEach(damage -> report(file, damage));
      }
    }
    appended.keySet().removeAll(settled);
    return new Contents(appended.values().stream().map(sealer::open).toList(), spent, last(files));
  }

  private static void sort(
      JournalRecord record, Map<Long, JournalRecord> appended, Set<Long> settled) {
    switch (record.kind()) {
      case APPENDED -> appended.putIfAbsent(record.id(), record);
      case SETTLED -> settled.add(record.id());
    }
  }

  private Optional<SegmentScan> scan(Path file) {
    try {
      Optional<SegmentScan> scan = SegmentScan.of(disk.read(file));
      if (scan.isEmpty()) {
        LOG.atError()
            .addKeyValue("file", file)
            .log("the journal has a segment of another version of the hub; it stays as it is");
      }
      return scan;
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .setCause(e)
          .log("a segment of the journal cannot be read; it stays as it is");
      return Optional.empty();
    }
  }

  private static void report(Path file, Damage damage) {
    if (damage.last()) {
      LOG.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("offset", damage.offset())
          .addKeyValue("length_bytes", damage.length())
          .log("the journal ends in a record that was not written whole; it is cut off");
    } else {
      LOG.atError()
          .addKeyValue("file", file)
          .addKeyValue("offset", damage.offset())
          .addKeyValue("length_bytes", damage.length())
          .log("the journal is damaged: an answer may be lost here; what follows was read");
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(SegmentDirectory::isSegment).sorted().toList();
    }
  }

  private static boolean isSegment(Path file) {
    return String.valueOf(file.getFileName()).matches("[0-9]{10}\\.journal");
  }

  private static long last(List<Path> files) {
    return files.isEmpty()
        ? 0
        : Long.parseLong(String.valueOf(files.getLast().getFileName()).replace(SUFFIX, ""));
  }

  /// What a slot holds.
  ///
  /// @param kept the entries that are not settled, oldest first
  /// @param spent the segments that were read: not needed once `kept` is elsewhere
  /// @param lastNumber of a segment; 0 where there is none
  record Contents(List<Kept> kept, List<Path> spent, long lastNumber) {}
}
