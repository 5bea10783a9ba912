package dev.tenon.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must never be printed, logged or serialised: a token, a client secret, a code.
///
/// [#toString()] shows only the type. Equality takes the same time wherever the texts differ. The
/// text is read through [#reveal()] alone, so that every place that opens a secret can be found.
/// Immutable and safe for use by any thread.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// A secret that holds `text`; refuses an empty text, which is never a secret.
  public static Secret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret is not empty");
    }
    return new Secret(text);
  }

  /// The text itself. Callers keep it out of logs, messages and pages.
  public String reveal() {
    return text;
  }

  /// The last four characters, for people to recognise it by; empty text for a secret so short that
  /// they would give it away.
  public String lastFour() {
    return text.length() < 12 ? "" : text.substring(text.length() - 4);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Secret(***)";
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
