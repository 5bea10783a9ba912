package dev.tenon.sdk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must not be printed or logged: an access token, an API key, a client secret.
///
/// [#toString()] never shows the text; [#reveal()] does. Immutable, safe for use by any thread, and
/// deliberately not serializable.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// A secret that holds `text`; an empty text is refused, for it is never a secret.
  public static Secret of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret is not empty");
    }
    return new Secret(text);
  }

  /// The text itself. Keep it out of logs and messages.
  public String reveal() {
    return text;
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
