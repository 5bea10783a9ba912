package dev.tenon.workspace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A language that the pages for users speak.
public enum Language {
  /// English, which everything is written in first.
  EN("English"),
  /// German.
  DE("Deutsch"),
  /// Dutch.
  NL("Nederlands"),
  /// Spanish.
  ES("Español"),
  /// Portuguese, as in Brazil.
  PT("Português"),
  /// French.
  FR("Français");

  private static final int LONGEST_HEADER = 1_000;

  private final String ownName;

  Language(String ownName) {
    this.ownName = ownName;
  }

  /// What its speakers call it.
  public String ownName() {
    return ownName;
  }

  /// The tag of BCP 47, such as `de`.
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// By whose customs dates and numbers are written.
  public Locale locale() {
    return this == PT ? Locale.of("pt", "BR") : Locale.of(tag());
  }

  /// The language of a tag such as `de`, `pt-BR` or `es_ES`, whatever its region; empty where it is
  /// none of these.
  public static Optional<Language> parse(String tag) {
    String first = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    for (Language language : values()) {
      if (language.tag().equals(first)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /// The language that a browser's `Accept-Language` likes best of these (RFC 9110 §12.5.4); empty
  /// where it likes none.
  public static Optional<Language> accepted(String header) {
    List<Wish> wishes = new ArrayList<>();
    if (header.length() <= LONGEST_HEADER) {
      for (String range : header.split(",", -1)) {
        wish(range).ifPresent(wishes::add);
      }
    }
    // The sort is stable: of two that are liked alike the first is taken.
    return wishes.stream()
        .sorted(Comparator.comparingDouble(Wish::quality).reversed())
        .map(Wish::language)
        .findFirst();
  }

  private static Optional<Wish> wish(String range) {
    String[] parts = range.split(";", 2);
    double quality = 1;
    if (parts.length == 2) {
      String parameter = parts[1].strip();
      if (!parameter.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Optional.empty();
      }
      quality = Double.parseDouble(parameter.substring(2));
    }
    double wished = quality;
    return wished == 0 ? Optional.empty() : parse(parts[0]).map(it -> new Wish(it, wished));
  }

  private record Wish(Language language, double quality) {}
}
