package dev.tenon.oauth;

import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// The PKCE code verifier of one authorization request (RFC 7636 §4.1).
///
/// @param secret 43 to 128 characters
public record CodeVerifier(Secret secret) {
  /// A new verifier of 256 bits.
  public static CodeVerifier random(RandomGenerator random) {
    return new CodeVerifier(Secret.of(RandomText.base62(random, 43)));
  }

  /// The S256 code challenge (RFC 7636 §4.2); `plain` is never used.
  public String challenge() {
    byte[] ascii = secret.reveal().getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(ascii));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
