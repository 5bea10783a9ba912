package dev.tenon.connect;

/// Makes what others wrote fit for a log.
final class OneLine {
  private static final int LONGEST = 300;

  private OneLine() {}

  /// The first 300 characters of `text`, those that would break a line or a terminal replaced.
  static String of(String text) {
    String cut = text.substring(0, Math.min(text.length(), LONGEST));
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
  }
}
