package dev.tenon.server.api;

import java.util.Locale;

/// Texts as they stand in HTML.
final class Markup {
  private Markup() {}

  /// As text, or between the quotes of an attribute.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// Escaped, with what stands between backticks as code.
  static String marked(String text) {
    return escaped(text).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  /// What a link to a part of that name ends with.
  static String anchor(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
