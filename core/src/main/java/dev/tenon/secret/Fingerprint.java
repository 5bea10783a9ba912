package dev.tenon.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of a secret, in hex: enough to recognise it again, of no use to obtain it. Only for
/// secrets with at least 128 bits of chance in them; passphrases need a slow hash instead.
///
/// @param hex 64 lower-case hex digits
public record Fingerprint(String hex) {
  public Fingerprint {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a fingerprint is 64 hex digits");
    }
  }

  /// The fingerprint of `secret`.
  public static Fingerprint of(Secret secret) {
    return new Fingerprint(HexFormat.of().formatHex(sha256(secret.reveal())));
  }

  /// The first eight digits, for people to compare.
  public String brief() {
    return hex.substring(0, 8);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
