package dev.tenon.server.admin.data;

/// JSON as people read it: a member a line. What a provider sends may lie deeply, and be much: it
/// is indented so far that it grows little, and cut. Pure.
///
/// @param cut whether it goes on
record JsonText(String text, boolean cut) {
  /// So many characters of it are shown.
  static final int MOST = 1_000_000;

  private static final int DEEPEST = 12;

  /// `json`, which is valid, with line breaks and two spaces a level; what lies deeper than twelve
  /// levels stays on its line.
  static JsonText indented(String json) {
    return indented(json, MOST);
  }

  /// As [#indented(String)], cut after `most` characters.
  static JsonText indented(String json, int most) {
    StringBuilder out = new StringBuilder(Math.min(most, json.length() * 3 / 2) + 64);
    int depth = 0;
    for (int i = 0; i < json.length(); i++) {
      if (out.length() > most) {
        return cut(out, most);
      }
      char c = json.charAt(i);
      switch (c) {
        case '"' -> {
          int end = end(json, i);
          out.append(json, i, Math.min(end, i + most + 1));
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
        case '}', ']' -> {
          line(out, depth > DEEPEST ? depth : depth - 1).append(c);
          depth--;
        }
        case ',' -> line(out.append(c), depth);
        case ':' -> out.append(": ");
        case ' ', '\t', '\r', '\n' -> {}
        default -> out.append(c);
      }
    }
    return out.length() > most ? cut(out, most) : new JsonText(out.toString(), false);
  }

  private static JsonText cut(StringBuilder out, int most) {
    int end = most > 0 && Character.isHighSurrogate(out.charAt(most - 1)) ? most - 1 : most;
    return new JsonText(out.substring(0, end), true);
  }

  private static StringBuilder line(StringBuilder out, int depth) {
    return depth > DEEPEST ? out : out.append('\n').repeat("  ", Math.max(0, depth));
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
