package dev.tenon.call;

import java.util.Locale;
import java.util.regex.Pattern;

/// A header of a request or an answer (RFC 9110 §5.5): nothing in it can end its line. Immutable.
public record ApiHeader(String name, String value) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  public ApiHeader {
    if (!TOKEN.matcher(name).matches()) {
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
