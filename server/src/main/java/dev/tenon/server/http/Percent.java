package dev.tenon.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Percent-decoding (RFC 3986 §2.1) and the pairs of `application/x-www-form-urlencoded`. Strict:
/// what is not well-formed UTF-8 is refused, not guessed.
final class Percent {
  private static final int MOST_PAIRS = 200;

  private Percent() {}

  /// `text` decoded, or empty when it is malformed.
  static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0 && text.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(text);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int octet = i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
        if (octet < 0) {
          return Optional.empty();
        }
        bytes.write(octet);
        i += 2;
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        return Optional.empty();
      }
    }
    return utf8(bytes.toByteArray());
  }

  /// The values by name of a query or form, in order; empty when it is malformed or has too many.
  static Optional<Map<String, List<String>>> pairs(String text) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return Optional.of(pairs);
    }
    String[] parts = text.split("&", MOST_PAIRS + 1);
    if (parts.length > MOST_PAIRS) {
      return Optional.empty();
    }
    for (String part : parts) {
      int equals = part.indexOf('=');
      Optional<String> name = plus(equals < 0 ? part : part.substring(0, equals));
      Optional<String> value = plus(equals < 0 ? "" : part.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      pairs.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(value.get());
    }
    return Optional.of(pairs);
  }

  private static Optional<String> plus(String text) {
    return decode(text.replace('+', ' '));
  }

  private static int hex(char high, char low) {
    int value = Character.digit(high, 16) << 4 | Character.digit(low, 16);
    return high < 0x80 && low < 0x80 ? value : -1;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
