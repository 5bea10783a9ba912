package dev.tenon.member;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The passphrases that many people have, and what people make of them: digits and signs at the
/// ends, signs for letters, the same piece over again. The list travels with the hub, so nobody is
/// asked about a passphrase. Of each entry 64 bits are kept, 80 kB in all. Immutable.
final class CommonPassphrases {
  private static final String LIST = "common-passphrases.txt";
  private static final int SHORTEST_STEM = 6;
  private static final String SIGNS = "013457@$!";
  private static final String LETTERS = "oleastasi";

  private final long[] entries;

  private CommonPassphrases(long[] entries) {
    this.entries = entries;
  }

  /// The list that travels with the hub; read when it is first asked for, not as the hub starts.
  static CommonPassphrases shipped() {
    return Shipped.LIST;
  }

  private static CommonPassphrases load() {
    try (InputStream stream = CommonPassphrases.class.getResourceAsStream(LIST)) {
      if (stream == null) {
        throw new IllegalStateException("there is no " + LIST + ": indicates a bug");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
      return new CommonPassphrases(
          lines
              .lines()
              .filter(it -> !it.startsWith("#"))
              .mapToLong(CommonPassphrases::brief)
              .sorted()
              .toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether `text` is one of them, or made of one.
  boolean has(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String once = piece(lower);
    String stem = withoutEnds(lower);
    return isEntry(lower)
        || isEntry(once)
        || isEntry(withoutEnds(once))
        || isEntry(stem)
        || isEntry(letters(stem))
        || isEntry(withoutEnds(letters(lower)));
  }

  private boolean isEntry(String text) {
    return text.length() >= SHORTEST_STEM && Arrays.binarySearch(entries, brief(text)) >= 0;
  }

  /// What `text` repeats, or `text` where it repeats nothing.
  private static String piece(String text) {
    for (int length = 1; length <= text.length() / 2; length++) {
      String piece = text.substring(0, length);
      if (text.length() % length == 0 && piece.repeat(text.length() / length).equals(text)) {
        return piece;
      }
    }
    return text;
  }

  private static String withoutEnds(String text) {
    return text.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int sign = SIGNS.indexOf(text.charAt(i));
      letters.append(sign < 0 ? text.charAt(i) : LETTERS.charAt(sign));
    }
    return letters.toString();
  }

  /// FNV-1a of 64 bits: nobody gains by finding two texts with the same.
  private static long brief(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  private static final class Shipped {
    static final CommonPassphrases LIST = load();
  }
}
