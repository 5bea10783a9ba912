package dev.tenon.server.connect;

import dev.tenon.connector.Field;
import dev.tenon.connector.Translations;
import dev.tenon.server.http.page.WebLinks;
import dev.tenon.workspace.Language;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A field of a form.
///
/// @param id unique on the page
/// @param value what was typed before, or the default; empty for secrets
record Input(
    String id,
    String name,
    Phrase label,
    Kind kind,
    String value,
    boolean required,
    List<Choice> choices,
    List<Phrase> hints,
    Optional<URI> guide,
    Optional<String> problem,
    Optional<String> prefix,
    Optional<String> suffix) {

  /// How it is filled in.
  enum Kind {
    LINE,
    LINES,
    SECRET,
    CHOICE,
    YES_OR_NO
  }

  /// @param value that is sent
  record Choice(String value, Phrase label) {}

  static Input of(
      Words words,
      Translations translations,
      String id,
      Field field,
      Optional<String> typed,
      Optional<String> problem) {
    Language page = words.language();
    Kind kind = kind(field);
    String value = typed.or(field::defaultValue).orElse("");
    return new Input(
        id,
        FormNames.field(field),
        Phrase.said(translations, field.title(), page),
        kind,
        kind == Kind.SECRET ? "" : value,
        field.required() && field.hints().visibleWhen().isEmpty(),
        field.choices().stream()
            .map(it -> new Choice(it, Phrase.said(translations, it, page)))
            .toList(),
        hints(words, translations, field),
        field.hints().guide().filter(WebLinks::isWeb),
        problem,
        field.hints().prefix(),
        field.hints().suffix());
  }

  String hintId() {
    return id + "-hint";
  }

  String problemId() {
    return id + "-problem";
  }

  /// Ids of what describes the field, for readers of the screen; null leaves the attribute out.
  @org.jspecify.annotations.Nullable
  String describedBy() {
    String hint = hints.isEmpty() && guide.isEmpty() ? "" : hintId();
    String all = (problem.isPresent() ? problemId() + " " : "") + hint;
    return all.isBlank() ? null : all.strip();
  }

  private static Kind kind(Field field) {
    if (field.secret()) {
      return field.format() == Field.Format.LINES ? Kind.LINES : Kind.SECRET;
    }
    if (!field.choices().isEmpty()) {
      return Kind.CHOICE;
    }
    return switch (field.format()) {
      case LINES -> Kind.LINES;
      case BOOLEAN -> Kind.YES_OR_NO;
      case TEXT, HOST, LABEL, BASE_URL, URL, EMAIL, UUID, INTEGER -> Kind.LINE;
    };
  }

  private static List<Phrase> hints(Words words, Translations translations, Field field) {
    Language page = words.language();
    return List.of(
            field.description().map(it -> Phrase.said(translations, it, page)),
            field.example().map(it -> Phrase.of(words.say("example", Map.of("example", it)))),
            field.hints().warning().map(it -> Phrase.said(translations, it, page)))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
