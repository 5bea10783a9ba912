package dev.tenon.server.catalog;

import dev.tenon.client.FieldValue;
import dev.tenon.connector.Field;
import dev.tenon.connector.Field.AskedOf;
import dev.tenon.connector.Field.Format;
import dev.tenon.connector.Field.Hints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads parameters and fields.
final class FieldReader {
  private FieldReader() {}

  /// The fields under `key`, each asked of `whom` unless it says otherwise.
  static List<Field> read(Section section, String key, AskedOf whom) {
    Map<String, Section> written = section.named(key);
    List<Field> fields = new ArrayList<>();
    written.forEach((name, each) -> fields.add(field(name, each, whom)));
    written.forEach(
        (_, each) ->
            each.section("visible_when")
                .flatMap(when -> when.text("field"))
                .filter(other -> !written.containsKey(other))
                .ifPresent(other -> each.problem("visible_when", "names no field here: " + other)));
    return fields;
  }

  private static Field field(String name, Section section, AskedOf whom) {
    Optional<String> fallback = section.text("default");
    AskedOf askedOf = section.choice("asked_of", AskedOf.class, whom);
    Field field =
        new Field(
            name,
            section.text("title", name),
            section.text("description"),
            askedOf,
            section.flag("required", fallback.isEmpty() && askedOf != AskedOf.PROVIDER),
            section.choice("format", Format.class, Format.TEXT),
            section.flag("secret", false),
            section.pattern("pattern"),
            section.texts("choices"),
            fallback,
            section.text("example"),
            hints(section));
    check(field, section);
    return field;
  }

  private static Hints hints(Section section) {
    return new Hints(
        section.text("prefix"),
        section.text("suffix"),
        section.flag("hidden", false),
        section.text("warning"),
        section.uri("guide"),
        section
            .section("visible_when")
            .map(when -> new Field.VisibleWhen(when.text("field", ""), when.texts("values"))));
  }

  private static void check(Field field, Section section) {
    if (field.pattern().flatMap(Section::flaw).isPresent()) {
      return;
    }
    field
        .defaultValue()
        .flatMap(value -> FieldValue.problem(field, value))
        .ifPresent(problem -> section.problem("default", problem));
    if (field.secret() && field.defaultValue().isPresent()) {
      section.problem("default", "a secret has no default");
    }
    if (field.hints().hidden() && field.required()) {
      section.problem("hidden", "a hidden field needs a default");
    }
  }
}
