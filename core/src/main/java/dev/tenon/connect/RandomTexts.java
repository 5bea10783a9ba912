package dev.tenon.connect;

/// Recognises what [dev.tenon.secret.RandomText] makes.
final class RandomTexts {
  private RandomTexts() {}

  /// Whether `text` has `length` letters and digits.
  static boolean is(String text, int length) {
    return text.length() == length && text.chars().allMatch(RandomTexts::isLetterOrDigit);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
