package dev.tenon.server.compat;

import dev.tenon.connection.ConnectionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/// Ids as Leaf's programs expect them, made from the provider's own and stable without being
/// stored. A UUID of version 8 (RFC 9562 §5.8): its first 48 bits say through which connection the
/// thing was seen, so that a call that names nothing but an id asks one provider for one user, and
/// the other 74 which thing it is.
final class LeafId {
  private static final long VERSION = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private LeafId() {}

  /// The id of a thing.
  static UUID of(ConnectionId connection, FarmKind kind, String id) {
    ByteBuffer thing = hash(connection.value() + "\n" + kind + "\n" + id);
    long high = prefix(connection) | VERSION | (thing.getLong(0) & 0x0fffL);
    return new UUID(high, VARIANT | (thing.getLong(8) >>> 2));
  }

  /// Whether a thing of that id was seen through `connection`, as far as can be told without
  /// asking.
  static boolean isOf(UUID id, ConnectionId connection) {
    return id.version() == 8 && (id.getMostSignificantBits() & ~0xffffL) == prefix(connection);
  }

  /// The id that `text` is.
  static Optional<UUID> parse(String text) {
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /// The number of a farm or grower: Leaf's are whole numbers that fit 31 bits.
  static int number(ConnectionId connection, String what) {
    return Math.max(1, hash(connection.value() + "\n" + what).getInt(0) & Integer.MAX_VALUE);
  }

  private static long prefix(ConnectionId connection) {
    return hash(connection.value()).getLong(0) & ~0xffffL;
  }

  private static ByteBuffer hash(String text) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
