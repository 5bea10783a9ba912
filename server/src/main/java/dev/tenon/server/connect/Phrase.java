package dev.tenon.server.connect;

import dev.tenon.workspace.Language;
import org.jspecify.annotations.Nullable;

/// A text that may be in another language than the page, as the texts of connectors are.
///
/// @param lang the tag of its language; null where it is the page's
record Phrase(String text, @Nullable String lang) {
  static Phrase of(String text) {
    return new Phrase(text, null);
  }

  /// A text in `language` on a page in `page`.
  static Phrase in(Language language, String text, Language page) {
    return new Phrase(text, language == page ? null : language.tag());
  }
}
