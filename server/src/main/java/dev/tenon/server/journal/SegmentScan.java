package dev.tenon.server.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a segment's bytes hold. Behind damage it goes on with the next whole record.
///
/// @param records in their order
/// @param damage where bytes are that are no record
record SegmentScan(List<JournalRecord> records, List<Damage> damage) {
  /// What a segment begins with.
  static final String HEADER = "tenon journal 1\n";

  private static final String FAMILY = "tenon journal ";

  /// Reads `bytes`; empty when they are a segment of another format, which is not ours to judge.
  static Optional<SegmentScan> of(byte[] bytes) {
    if (startsWith(bytes, FAMILY)
        && bytes.length >= HEADER.length()
        && !startsWith(bytes, HEADER)) {
      return Optional.empty();
    }
    return Optional.of(new Reading(bytes).run());
  }

  private static boolean startsWith(byte[] bytes, String text) {
    byte[] wanted = text.getBytes(US_ASCII);
    return bytes.length >= wanted.length
        && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
  }

  /// Bytes that are no record.
  ///
  /// @param offset of the first
  /// @param length how many
  /// @param last whether no record follows: then it is a write that was cut short, most likely
  record Damage(int offset, int length, boolean last) {}

  private static final class Reading {
    private final ByteBuffer bytes;
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<Damage> damage = new ArrayList<>();

    Reading(byte[] segment) {
      this.bytes = ByteBuffer.wrap(segment);
      bytes.position(startsWith(segment, HEADER) ? HEADER.length() : 0);
    }

    SegmentScan run() {
      int sound = bytes.position();
      while (bytes.hasRemaining()) {
        int start = bytes.position();
        Optional<JournalRecord> record = JournalRecord.read(bytes);
        if (record.isPresent()) {
          note(sound, start, false);
          records.add(record.get());
          sound = bytes.position();
        } else {
          bytes.position(start + 1);
        }
      }
      note(sound, bytes.limit(), true);
      return new SegmentScan(List.copyOf(records), List.copyOf(damage));
    }

    private void note(int from, int to, boolean last) {
      if (to > from) {
        damage.add(new Damage(from, to - from, last));
      }
    }
  }
}
