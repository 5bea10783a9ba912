package dev.tenon.call;

import java.util.regex.Pattern;

/// A path below a provider's base address, with its query, encoded as it goes out. It cannot climb
/// out of the base however its dots and slashes are written, nor end the request line. Immutable.
public final class ApiPath {
  private static final int LONGEST = 8 * 1024;
  private static final int DECODINGS = 4;
  private static final Pattern SLASHES = Pattern.compile("[/\\\\]");
  private static final String PATH = "/-._~!$&'()*+,;=:@%";
  private static final String QUERY = PATH + "?";

  private final String path;
  private final String query;

  private ApiPath(String path, String query) {
    this.path = path;
    this.query = query;
  }

  /// The path that `path` and `query` write, as they stood in a request line.
  ///
  /// @param path without the slash at its beginning
  /// @param query without the question mark; may be empty
  /// @throws IllegalArgumentException saying what is wrong, in words that go on from "the path"
  public static ApiPath parse(String path, String query) {
    require(path.length() + query.length() <= LONGEST, "is too long");
    require(isEncoded(path) && isEncoded(query), "has a percent sign without two hex digits");
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      require(!segments[i].isEmpty() || i == segments.length - 1, "has an empty segment");
      check(segments[i]);
    }
    return new ApiPath(encoded(path, PATH), encoded(query, QUERY));
  }

  /// The absolute address of this path below `base`.
  ///
  /// @param base absolute, without query and without a slash at its end
  public String below(String base) {
    String address = path.isEmpty() ? base : base + "/" + path;
    return query.isEmpty() ? address : address + "?" + query;
  }

  /// The path below the base, without a slash at its beginning.
  public String path() {
    return path;
  }

  /// The query, empty where there is none.
  public String query() {
    return query;
  }

  /// The same with another query.
  public ApiPath withQuery(String other) {
    return new ApiPath(path, encoded(other, QUERY));
  }

  /// Other programs decode twice, take a backslash for a slash or cut at a semicolon.
  private static void check(String segment) {
    String text = segment;
    for (int i = 0; i < DECODINGS; i++) {
      require(text.chars().noneMatch(c -> c < 0x20 || c == 0x7f), "has a control character");
      for (String part : SLASHES.split(text, -1)) {
        String name = part.split(";", 2)[0];
        require(!name.equals(".") && !name.equals(".."), "has dots in place of a segment");
      }
      if (text.indexOf('%') < 0) {
        return;
      }
      text = decoded(text);
    }
  }

  private static boolean isEncoded(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (i + 2 >= text.length() || hex(text, i) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Each octet as one character: enough to see what is dangerous.
  private static String decoded(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int octet = text.charAt(i) == '%' && i + 2 < text.length() ? hex(text, i) : -1;
      plain.append(octet < 0 ? text.charAt(i) : (char) octet);
      i += octet < 0 ? 0 : 2;
    }
    return plain.toString();
  }

  private static int hex(String text, int percent) {
    int high = Character.digit(text.charAt(percent + 1), 16);
    int low = Character.digit(text.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static String encoded(String text, String allowed) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i), allowed)) {
        return encodedFrom(text, i, allowed);
      }
    }
    return text;
  }

  private static String encodedFrom(String text, int start, String allowed) {
    StringBuilder url = new StringBuilder(text.substring(0, start));
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      require(c > 0x20 && c < 0x7f, "has a character that is not encoded");
      if (isAllowed(c, allowed)) {
        url.append(c);
      } else {
        url.append("%%%02X".formatted((int) c));
      }
    }
    return url.toString();
  }

  private static boolean isAllowed(char c, String others) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || others.indexOf(c) >= 0;
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  @Override
  public String toString() {
    // A query may hold what nobody else should read.
    return path;
  }
}
