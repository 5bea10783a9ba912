package dev.tenon.server.vault;

import dev.tenon.secret.Secret;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// The key that opens the key ring: 256 bits, given by the operator or kept in a file. It never
/// prints.
public final class MasterKey {
  /// How to make one.
  public static final String HOW_TO = "make one with: openssl rand -base64 32";

  private static final int BYTES = 32;

  private final byte[] bytes;

  MasterKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a master key has 32 bytes");
    }
    this.bytes = bytes.clone();
  }

  /// The key that `text` writes, as base64 or as hex; empty when it is not 32 bytes.
  public static Optional<MasterKey> parse(Secret text) {
    String value = text.reveal().strip();
    return decoded(value).filter(bytes -> bytes.length == BYTES).map(MasterKey::new);
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(
          text.matches("[0-9A-Fa-f]{64}")
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "MasterKey(***)";
  }
}
