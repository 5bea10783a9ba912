package dev.tenon.connector;

import java.nio.charset.StandardCharsets;

/// Percent-encoding of a value within a URL's path or query (RFC 3986 §2).
final class UrlEncoding {
  private UrlEncoding() {}

  /// `text` with everything encoded but letters, digits and `-._~`.
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved((char) (b & 0xff))) {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b & 0xff));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
