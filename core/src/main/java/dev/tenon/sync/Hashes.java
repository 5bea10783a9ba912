package dev.tenon.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names texts by what they say: two that differ have different ones, as far as anybody will see.
public final class Hashes {
  private static final int BYTES = 16;

  private Hashes() {}

  /// Half of the SHA-256, in hex.
  public static String of(String text) {
    MessageDigest digest = digest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return of(digest);
  }

  /// Of what `digest` was given, which is then as new.
  static String of(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /// SHA-256.
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
