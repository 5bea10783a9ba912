package dev.tenon.server.catalog;

import dev.tenon.connector.Template;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A mapping of a file that the schema has found good, read field by field. What the schema cannot
/// say (templates, durations, references) is checked here and reported with its place.
final class Section {
  private static final Pattern DURATION_PART = Pattern.compile("([0-9]+)([smhd])");

  private final Yaml.Mapping mapping;
  private final String path;
  private final List<CatalogueProblem> problems;

  Section(Yaml.Mapping mapping, String path, List<CatalogueProblem> problems) {
    this.mapping = mapping;
    this.path = path;
    this.problems = problems;
  }

  /// An empty one at the same place.
  Section empty() {
    return new Section(new Yaml.Mapping(mapping.place(), Map.of()), path, problems);
  }

  /// This section over `under`, merged as by `extends`.
  Section over(Section under) {
    return new Section(Inheritance.merge(mapping, under.mapping), path, problems);
  }

  boolean has(String field) {
    return mapping.entries().containsKey(field);
  }

  /// Says what is wrong with a field.
  void problem(String field, String message) {
    Yaml.Entry entry = mapping.entries().get(field);
    Place place = entry == null ? mapping.place() : entry.key();
    problems.add(CatalogueProblem.at(place, Paths.field(path, field), message));
  }

  Optional<String> text(String field) {
    return node(field, Yaml.Scalar.class).map(Yaml.Scalar::text);
  }

  String text(String field, String fallback) {
    return text(field).orElse(fallback);
  }

  boolean flag(String field, boolean fallback) {
    return text(field).map(Boolean::parseBoolean).orElse(fallback);
  }

  int number(String field, int fallback) {
    return text(field).map(Integer::parseInt).orElse(fallback);
  }

  /// The constant that the field names, in lower case.
  <E extends Enum<E>> E choice(String field, Class<E> type, E fallback) {
    return text(field).map(word -> constant(type, word)).orElse(fallback);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  List<String> texts(String field) {
    return items(field).stream()
        .filter(Yaml.Scalar.class::isInstance)
        .map(item -> ((Yaml.Scalar) item).text())
        .toList();
  }

  /// A mapping of texts.
  Map<String, String> pairs(String field) {
    return each(field, (_, value) -> Optional.of(((Yaml.Scalar) value).text()));
  }

  Optional<URI> uri(String field) {
    Optional<String> text = text(field);
    try {
      return text.map(URI::create);
    } catch (IllegalArgumentException e) {
      problem(field, "is not a URL: " + e.getMessage());
      return Optional.empty();
    }
  }

  Optional<LocalDate> date(String field) {
    try {
      return text(field).map(LocalDate::parse);
    } catch (DateTimeException e) {
      problem(field, "is not a date");
      return Optional.empty();
    }
  }

  Optional<Duration> duration(String field) {
    return text(field).map(Section::length);
  }

  private static Duration length(String written) {
    return DURATION_PART
        .matcher(written)
        .results()
        .map(
            part -> {
              long count = Long.parseLong(part.group(1));
              return switch (part.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
              };
            })
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// A regular expression, checked.
  Optional<String> pattern(String field) {
    Optional<String> text = text(field);
    text.flatMap(Section::flaw).ifPresent(flaw -> problem(field, flaw));
    return text;
  }

  static Optional<String> flaw(String regularExpression) {
    try {
      Pattern.compile(regularExpression);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "is not a regular expression: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  Optional<Template> template(String field, Placeholders allowed) {
    Yaml.Entry entry = mapping.entries().get(field);
    return entry != null && entry.value() instanceof Yaml.Scalar scalar
        ? Optional.of(template(scalar, Paths.field(path, field), allowed))
        : Optional.empty();
  }

  Map<String, Template> templates(String field, Placeholders allowed) {
    String inner = Paths.field(path, field);
    return each(
        field,
        (key, value) ->
            Optional.of(template((Yaml.Scalar) value, Paths.field(inner, key), allowed)));
  }

  /// One template, or a list of them.
  List<Template> templateList(String field, Placeholders allowed) {
    List<Template> list = new ArrayList<>(template(field, allowed).stream().toList());
    List<Yaml> items = items(field);
    for (int i = 0; i < items.size(); i++) {
      String inner = Paths.item(Paths.field(path, field), i);
      list.add(template((Yaml.Scalar) items.get(i), inner, allowed));
    }
    return list;
  }

  private Template template(Yaml.Scalar scalar, String where, Placeholders allowed) {
    try {
      Template template = Template.parse(scalar.text());
      for (String name : template.names()) {
        allowed
            .flaw(name)
            .ifPresent(flaw -> problems.add(CatalogueProblem.at(scalar.place(), where, flaw)));
      }
      return template;
    } catch (IllegalArgumentException e) {
      String message = "is not a template: " + e.getMessage();
      problems.add(CatalogueProblem.at(scalar.place(), where, message));
      return Template.literal("");
    }
  }

  Optional<Section> section(String field) {
    return node(field, Yaml.Mapping.class)
        .map(inner -> new Section(inner, Paths.field(path, field), problems));
  }

  Section sectionOrEmpty(String field) {
    return section(field).orElseGet(this::empty);
  }

  /// A list of mappings.
  List<Section> sections(String field) {
    List<Section> list = new ArrayList<>();
    List<Yaml> items = items(field);
    for (int i = 0; i < items.size(); i++) {
      String inner = Paths.item(Paths.field(path, field), i);
      list.add(new Section((Yaml.Mapping) items.get(i), inner, problems));
    }
    return list;
  }

  /// A mapping of mappings; those that are plain texts come as a mapping with the one field
  /// `title`.
  Map<String, Section> named(String field) {
    String inner = Paths.field(path, field);
    return each(
        field,
        (key, value) -> {
          Yaml.Mapping found =
              value instanceof Yaml.Mapping section
                  ? section
                  : new Yaml.Mapping(
                      value.place(), Map.of("title", new Yaml.Entry(value.place(), value)));
          return Optional.of(new Section(found, Paths.field(inner, key), problems));
        });
  }

  private <T> Map<String, T> each(
      String field, java.util.function.BiFunction<String, Yaml, Optional<T>> read) {
    Map<String, T> values = new LinkedHashMap<>();
    node(field, Yaml.Mapping.class)
        .ifPresent(
            inner ->
                inner
                    .entries()
                    .forEach(
                        (key, entry) ->
                            read.apply(key, entry.value())
                                .ifPresent(value -> values.put(key, value))));
    return values;
  }

  private List<Yaml> items(String field) {
    return node(field, Yaml.Sequence.class).map(Yaml.Sequence::items).orElse(List.of());
  }

  private <N extends Yaml> Optional<N> node(String field, Class<N> type) {
    return Optional.ofNullable(mapping.entries().get(field))
        .map(Yaml.Entry::value)
        .filter(type::isInstance)
        .map(type::cast);
  }

  /// Reads the mapping's own values, whatever their keys.
  <T> Map<String, T> all(Function<String, T> read) {
    Map<String, T> values = new LinkedHashMap<>();
    mapping.entries().keySet().forEach(key -> values.put(key, read.apply(key)));
    return values;
  }
}
