package dev.tenon.access;

import dev.tenon.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/// What a member knows and nobody else. Hashed slowly before it is stored, unlike keys, because it
/// was not chosen by chance.
///
/// @param secret as it was typed
public record Passphrase(Secret secret) {
  /// Fewer characters are refused.
  public static final int SHORTEST = 12;

  /// More characters are refused, so that hashing costs a bounded time.
  public static final int LONGEST = 256;

  private static final int DIFFERENT = 5;

  /// What is wrong with `text` as a new passphrase of whoever signs in as `email`, or empty when
  /// nothing is. Nothing is asked but length and some variety (NIST SP 800-63B §3.1.1.2).
  public static Optional<String> problem(String text, String email) {
    int length = text.codePointCount(0, text.length());
    if (length < SHORTEST) {
      return Optional.of(
          "has at least " + SHORTEST + " characters: several words are easy to keep");
    }
    if (length > LONGEST) {
      return Optional.of("has at most " + LONGEST + " characters");
    }
    if (text.codePoints().distinct().count() < DIFFERENT) {
      return Optional.of("has at least " + DIFFERENT + " different characters");
    }
    return text.strip().equalsIgnoreCase(email)
        ? Optional.of("is not the e-mail address")
        : Optional.empty();
  }

  /// The passphrase that was typed; empty when nothing was, or too much to be one.
  public static Optional<Passphrase> typed(String text) {
    return text.isEmpty() || text.length() > 2 * LONGEST
        ? Optional.empty()
        : Optional.of(new Passphrase(Secret.of(text)));
  }

  /// What is hashed: the same however a keyboard composes its characters.
  public byte[] bytes() {
    return Normalizer.normalize(secret.reveal(), Normalizer.Form.NFKC)
        .getBytes(StandardCharsets.UTF_8);
  }
}
