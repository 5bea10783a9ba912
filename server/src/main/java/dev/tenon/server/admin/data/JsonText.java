package dev.tenon.server.admin.data;

/// JSON as people read it: a member a line. Pure.
final class JsonText {
  private JsonText() {}

  /// `json`, which is valid, with line breaks and two spaces a level.
  static String indented(String json) {
    StringBuilder out = new StringBuilder(json.length() * 3 / 2);
    int depth = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '"' -> {
          int end = end(json, i);
          out.append(json, i, end);
          i = end - 1;
        }
        case '{', '[' -> {
          int next = next(json, i + 1);
          if (next < json.length() && (json.charAt(next) == '}' || json.charAt(next) == ']')) {
            out.append(c).append(json.charAt(next));
            i = next;
          } else {
            line(out.append(c), ++depth);
          }
        }
        case '}', ']' -> line(out, --depth).append(c);
        case ',' -> line(out.append(c), depth);
        case ':' -> out.append(": ");
        case ' ', '\t', '\r', '\n' -> {}
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static StringBuilder line(StringBuilder out, int depth) {
    return out.append('\n').repeat("  ", Math.max(0, depth));
  }

  /// Where the text that begins at `start` is over.
  private static int end(String json, int start) {
    int i = start + 1;
    while (i < json.length() && json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(json.length(), i + 1);
  }

  private static int next(String json, int from) {
    int i = from;
    while (i < json.length() && Character.isWhitespace(json.charAt(i))) {
      i++;
    }
    return i;
  }
}
