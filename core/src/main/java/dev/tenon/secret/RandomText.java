package dev.tenon.secret;

import java.util.random.RandomGenerator;

/// Random texts for ids, keys and links: letters and digits only, so that they are whole in a URL,
/// a shell and a double click.
public final class RandomText {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private RandomText() {}

  /// `length` characters of base 62, about 5.95 bits each: 22 make 128 bits, 43 make 256.
  public static String base62(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
