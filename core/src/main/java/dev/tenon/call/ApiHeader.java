package dev.tenon.call;

import java.util.Locale;

/// A header of a request or an answer (RFC 9110 §5.5): nothing in it can end its line. Immutable.
public record ApiHeader(String name, String value) {
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  public ApiHeader {
    if (!isToken(name)) {
      throw new IllegalArgumentException("a header's name is not one");
    }
    if (!isValue(value)) {
      throw new IllegalArgumentException("the header " + name + " has a control character");
    }
  }

  /// Whether it is the header of that name, whatever its case.
  public boolean is(String wanted) {
    return name.equalsIgnoreCase(wanted);
  }

  /// Its name in lower case.
  public String lowerName() {
    return name.toLowerCase(Locale.ROOT);
  }

  /// RFC 9110 §5.6.2. A loop, because every header of every call comes by here.
  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 0x20 && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
