package dev.tenon.client;

/// Matches a regular expression that an admin wrote without letting it run for ever: reading more
/// characters than any sane expression needs ends the match.
final class BoundedMatch {
  private static final int MOST_READS = 200_000;

  private BoundedMatch() {}

  /// Whether the whole of `text` matches; false also when finding out takes too long.
  static boolean matches(String pattern, String text) {
    try {
      return java.util.regex.Pattern.compile(pattern).matcher(new Counted(text)).matches();
    } catch (TooManyReadsException e) {
      return false;
    }
  }

  private static final class Counted implements CharSequence {
    private final String text;
    private int reads;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads > MOST_READS) {
        throw new TooManyReadsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooManyReadsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
