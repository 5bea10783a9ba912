package dev.tenon.server.catalog;

import dev.tenon.client.Nearest;
import dev.tenon.connector.Translations;
import dev.tenon.workspace.Language;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads what end users are told in other languages.
final class TranslationReader {
  private static final String FIELD = "translations";

  private TranslationReader() {}

  /// The translations of `whole`. One of a text that nobody is told (any more) is a mistake of the
  /// file in which it stands. An inherited one is not: the file may have taken the text away.
  ///
  /// @param file what the file says itself
  /// @param whole the same with what it inherits
  /// @param told what end users are told in English
  static Translations read(Yaml.Mapping file, Section whole, Set<String> told) {
    Map<String, Map<Language, String>> all = new LinkedHashMap<>();
    whole.named(FIELD).forEach((text, each) -> all.put(text, languages(each)));
    all.keySet().stream()
        .filter(text -> !told.contains(text) && isOwn(file, text))
        .forEach(
            text ->
                whole
                    .sectionOrEmpty(FIELD)
                    .problem(
                        text,
                        "is not a text of this connector that end users read"
                            + Nearest.hint(text, told)));
    return new Translations(all);
  }

  private static boolean isOwn(Yaml.Mapping file, String text) {
    return Paths.step(file, FIELD).flatMap(it -> Paths.step(it, text)).isPresent();
  }

  private static Map<Language, String> languages(Section section) {
    Map<Language, String> texts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      section.text(language.tag()).ifPresent(text -> texts.put(language, text));
    }
    return texts;
  }
}
