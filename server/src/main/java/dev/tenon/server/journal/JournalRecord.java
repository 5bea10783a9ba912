package dev.tenon.server.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One record of a segment, as it lies there. Immutable.
final class JournalRecord {
  /// What a record begins with. No text begins so, and chance seldom does.
  static final int MARKER = 0x9E5454A1;

  private static final int HEAD = 4 + 4 + 4 + 1 + 8;
  private static final byte[] NOTHING = {};

  private final Kind kind;
  private final long id;
  private final byte[] payload;

  private JournalRecord(Kind kind, long id, byte[] payload) {
    this.kind = kind;
    this.id = id;
    this.payload = payload;
  }

  /// Says that the entry `id` was appended.
  static JournalRecord appended(long id, byte[] sealed) {
    return new JournalRecord(Kind.APPENDED, id, sealed);
  }

  /// Says that the entry `id` is settled.
  static JournalRecord settled(long id) {
    return new JournalRecord(Kind.SETTLED, id, NOTHING);
  }

  /// The whole record that begins at the position of `bytes`, which then stands behind it; empty,
  /// with the position as it was, where none begins there.
  static Optional<JournalRecord> read(ByteBuffer bytes) {
    int start = bytes.position();
    if (bytes.remaining() < HEAD || bytes.getInt(start) != MARKER) {
      return Optional.empty();
    }
    int length = bytes.getInt(start + 4);
    if (length < 0 || length > bytes.remaining() - HEAD) {
      return Optional.empty();
    }
    byte[] body = new byte[HEAD - 12 + length];
    bytes.get(start + 12, body);
    if (checksum(length, body) != bytes.getInt(start + 8)) {
      return Optional.empty();
    }
    Optional<Kind> kind = Kind.of(body[0]);
    kind.ifPresent(_ -> bytes.position(start + HEAD + length));
    return kind.map(it -> of(it, ByteBuffer.wrap(body).position(1)));
  }

  Kind kind() {
    return kind;
  }

  long id() {
    return id;
  }

  /// The sealed entry; empty where it is settled.
  byte[] payload() {
    return payload.clone();
  }

  /// How many bytes [#write] writes.
  int size() {
    return HEAD + payload.length;
  }

  /// Writes it to `out`.
  void write(ByteBuffer out) {
    byte[] body =
        ByteBuffer.allocate(HEAD - 12 + payload.length)
            .put(kind.code)
            .putLong(id)
            .put(payload)
            .array();
    out.putInt(MARKER).putInt(payload.length).putInt(checksum(payload.length, body)).put(body);
  }

  private static JournalRecord of(Kind kind, ByteBuffer body) {
    long id = body.getLong();
    byte[] payload = new byte[body.remaining()];
    body.get(payload);
    return new JournalRecord(kind, id, payload);
  }

  private static int checksum(int length, byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(0, length));
    crc.update(body);
    return (int) crc.getValue();
  }

  /// What a record says of its entry.
  enum Kind {
    APPENDED((byte) 1),
    SETTLED((byte) 2);

    private final byte code;

    Kind(byte code) {
      this.code = code;
    }

    private static Optional<Kind> of(byte code) {
      return switch (code) {
        case 1 -> Optional.of(APPENDED);
        case 2 -> Optional.of(SETTLED);
        default -> Optional.empty();
      };
    }
  }
}
