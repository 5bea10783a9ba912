package dev.tenon.server.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the segments of one slot. A new one begins with what is not settled, and those before it
/// are removed when it is on the disk: so the journal never takes more than a few times what it has
/// to keep. Used by one thread at a time.
///
/// A segment that failed once is never written again: after a sync that failed, nobody can say what
/// of it is on the disk.
final class SegmentWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path directory;
  private final Disk disk;
  private final long segmentBytes;
  private final List<Path> earlier;
  private long number;
  private Optional<Segment> current = Optional.empty();

  /// @param earlier the segments that are there, for removal once there is a new one
  /// @param lastNumber of them
  /// @param segmentBytes after which a new segment is begun
  SegmentWriter(Path directory, Disk disk, long segmentBytes, List<Path> earlier, long lastNumber) {
    this.directory = directory;
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.earlier = new ArrayList<>(earlier);
    this.number = lastNumber;
  }

  /// Whether `bytes` more want a new segment: [#begin] and not [#append].
  boolean wantsNew(long bytes) {
    return current.map(segment -> segment.isFullWith(bytes)).orElse(true);
  }

  /// Writes `records` and syncs once.
  void append(List<JournalRecord> records) throws IOException {
    Segment segment =
        current.orElseThrow(() -> new IllegalStateException("no segment: indicates a bug"));
    try {
      segment.write(records);
      segment.output.sync();
    } catch (IOException | RuntimeException e) {
      abandon(segment);
      throw e;
    }
  }

  /// Goes on in a new segment that begins with `records`, and removes those before it.
  void begin(List<JournalRecord> records) throws IOException {
    current.ifPresent(this::abandon);
    number++;
    Path file = SegmentDirectory.file(directory, number);
    Segment segment = new Segment(file, disk.create(file));
    try {
      segment.output.write(ByteBuffer.wrap(SegmentScan.HEADER.getBytes(US_ASCII)));
      segment.write(records);
      segment.output.sync();
      disk.syncDirectory(directory);
    } catch (IOException | RuntimeException e) {
      abandon(segment);
      // It may hold what its callers are told was not written; a full disk needs the room.
      remove(file);
      throw e;
    }
    segment.begun();
    current = Optional.of(segment);
    List.copyOf(earlier).forEach(this::remove);
  }

  /// Removes what is there, as nothing in it is needed.
  void clear() {
    current.ifPresent(this::abandon);
    List.copyOf(earlier).forEach(this::remove);
  }

  void close() {
    current.ifPresent(segment -> segment.output.close());
  }

  private void abandon(Segment segment) {
    segment.output.close();
    earlier.add(segment.file);
    current = Optional.empty();
  }

  private void remove(Path file) {
    try {
      disk.delete(file);
      earlier.remove(file);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("a spent segment stays for now");
    }
  }

  private final class Segment {
    private final Path file;
    private final Disk.Output output;
    private long size;
    private long limit = segmentBytes;

    Segment(Path file, Disk.Output output) {
      this.file = file;
      this.output = output;
    }

    /// Copying what is kept must not come round more often than it pays.
    void begun() {
      limit = Math.max(segmentBytes, 2 * size);
    }

    boolean isFullWith(long bytes) {
      return size + bytes > limit;
    }

    void write(List<JournalRecord> records) throws IOException {
      int next = 0;
      while (next < records.size()) {
        int end = next;
        int bytes = 0;
        while (end < records.size() && (end == next || bytes < CHUNK_BYTES)) {
          bytes += records.get(end++).size();
        }
        ByteBuffer chunk = ByteBuffer.allocate(bytes);
        records.subList(next, end).forEach(record -> record.write(chunk));
        output.write(chunk.flip());
        size += bytes;
        next = end;
      }
    }
  }
}
