package dev.tenon.access;

import java.util.Optional;

/// The rules for names that people choose and ids that the hub makes.
public final class Names {
  private static final int LONGEST = 128;

  private Names() {}

  /// What is wrong with a name chosen by a person, or empty when nothing is: 1 to 128 characters,
  /// no control characters or slashes, no space at either end.
  public static Optional<String> problem(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.of("must have 1 to " + LONGEST + " characters");
    }
    if (!name.equals(name.strip())) {
      return Optional.of("must not begin or end with a space");
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("must not be a dot or two");
    }
    return hasOdd(name)
        ? Optional.of("must not contain a slash, a backslash or a control character")
        : Optional.empty();
  }

  /// `name` itself when it is a valid name.
  ///
  /// @throws IllegalArgumentException when it is not; edges ask [#problem] first
  public static String require(String name) {
    problem(name)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("a name " + problem);
            });
    return name;
  }

  /// Refuses an id that is not `prefix` followed by 1 to 64 letters and digits.
  public static void requireId(String prefix, String id) {
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9A-Za-z]{1,64}")) {
      throw new IllegalArgumentException("not an id that begins with " + prefix);
    }
  }

  /// A loop, not a stream: this is done for every token that is asked for.
  private static boolean hasOdd(String name) {
    int c;
    for (int i = 0; i < name.length(); i += Character.charCount(c)) {
      c = name.codePointAt(i);
      if (c == '/' || c == '\\' || Character.isISOControl(c) || isFormat(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFormat(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
