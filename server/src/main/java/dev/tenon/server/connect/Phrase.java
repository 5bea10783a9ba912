package dev.tenon.server.connect;

import dev.tenon.connector.Translations;
import dev.tenon.workspace.Language;
import org.jspecify.annotations.Nullable;

/// A text that may be in another language than the page, as the texts of connectors are.
///
/// @param lang the tag of its language; null where it is the page's
record Phrase(String text, @Nullable String lang) {
  static Phrase of(String text) {
    return new Phrase(text, null);
  }

  /// A text of a connector on a page in `page`: in that language where the connector has it so,
  /// else in English.
  static Phrase said(Translations translations, String english, Language page) {
    return translations
        .find(english, page)
        .map(Phrase::of)
        .orElseGet(() -> in(Language.EN, english, page));
  }

  /// A text in `language` on a page in `page`.
  static Phrase in(Language language, String text, Language page) {
    return new Phrase(text, language == page ? null : language.tag());
  }
}
