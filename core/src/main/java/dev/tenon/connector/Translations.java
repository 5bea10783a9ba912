package dev.tenon.connector;

import dev.tenon.workspace.Language;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a connector tells end users, in other languages than English, in which it is written.
///
/// @param byText by the English text, then by language
public record Translations(Map<String, Map<Language, String>> byText) {
  public Translations {
    byText =
        byText.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> Map.copyOf(it.getValue())));
  }

  /// None: everything is in English.
  public static Translations none() {
    return new Translations(Map.of());
  }

  /// The text in that language; empty where nobody has said it.
  public Optional<String> find(String english, Language language) {
    Map<Language, String> found = byText.getOrDefault(english, Map.of());
    return Optional.ofNullable(found.get(language));
  }
}
