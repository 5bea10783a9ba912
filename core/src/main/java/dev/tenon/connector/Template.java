package dev.tenon.connector;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text with placeholders: `https://${host}/api`. Immutable.
///
/// Within a placeholder stand names, `'literal'` texts, fallbacks in order (`a || b`), joined texts
/// (`id + ':' + secret`) and functions (`base64(id + ':' + secret)`). `$${` is a literal `${`. A
/// placeholder without a value is an error and nothing is sent. `${now}` and `${random}` are names
/// like others: whoever fills the template gives their values.
public final class Template {
  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  /// The template that `source` writes.
  ///
  /// @throws IllegalArgumentException saying what is wrong and at which character
  public static Template parse(String source) {
    return new Template(source, TemplateParser.parse(source));
  }

  /// A template of exactly this text, whatever stands in it.
  public static Template literal(String text) {
    return new Template(text.replace("${", "$${"), List.of(new Part.Text(text)));
  }

  /// Every name that the template may ask for.
  public Set<String> names() {
    return parts.stream()
        .flatMap(
            part ->
                part instanceof Part.Placeholder placeholder
                    ? placeholder.expression().names()
                    : Stream.empty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Whether every placeholder can be filled.
  public boolean isFilledBy(Function<String, Optional<String>> values) {
    return parts.stream()
        .allMatch(
            part ->
                !(part instanceof Part.Placeholder placeholder)
                    || evaluate(placeholder, values).isPresent());
  }

  /// The text with every placeholder filled, values as they are.
  ///
  /// @param values the value of a name, or empty when it has none
  /// @throws MissingValueException naming the first placeholder without a value
  /// @throws UnfitValueException when a function cannot make anything of a value
  public String expand(Function<String, Optional<String>> values) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Part.Text literal -> literal.text();
            case Part.Placeholder placeholder -> value(placeholder, values);
          });
    }
    return text.toString();
  }

  /// The text as the value of a header.
  ///
  /// @throws MissingValueException naming the first placeholder without a value
  /// @throws UnfitValueException naming the first placeholder whose value has a control character
  public String expandHeader(Function<String, Optional<String>> values) {
    String text = expand(values);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new UnfitValueException(label(), "makes a header with a control character", source);
      }
    }
    return text;
  }

  /// The text as an absolute URL. Values are percent-encoded in its path and query, unless the
  /// placeholder is `${raw(…)}`; in its host only host names are taken, after the host's colon only
  /// a port; at its beginning only an `http` or `https` URL without user information is.
  ///
  /// @throws MissingValueException naming the first placeholder without a value
  /// @throws UnfitValueException naming the first placeholder whose value does not fit its place
  public String expandUrl(Function<String, Optional<String>> values) {
    return expand(new UrlBuilder(true), values);
  }

  /// The text as a path below some base, perhaps with a query, encoded in the same way. It cannot
  /// climb out of the base.
  ///
  /// @throws MissingValueException naming the first placeholder without a value
  /// @throws UnfitValueException naming the first placeholder whose value does not fit its place
  public String expandPath(Function<String, Optional<String>> values) {
    return expand(new UrlBuilder(false), values);
  }

  /// Whether harmless values make an absolute URL of it, so that its own text has no mistake.
  public boolean canBeUrl() {
    return fitsWith(new UrlBuilder(true));
  }

  /// Whether harmless values make a path below a base of it.
  public boolean canBePath() {
    return fitsWith(new UrlBuilder(false));
  }

  private boolean fitsWith(UrlBuilder url) {
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case Part.Text literal -> url.text(literal.text());
        case Part.Placeholder _ -> url.value(url.harmless(), false, i == parts.size() - 1);
      }
    }
    return url.problem().isEmpty();
  }

  private String expand(UrlBuilder url, Function<String, Optional<String>> values) {
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case Part.Text literal -> url.text(literal.text());
        case Part.Placeholder placeholder -> {
          boolean last = i == parts.size() - 1;
          String value = value(placeholder, values);
          refuse(placeholder.label(), url.value(value, placeholder.raw(), last));
        }
      }
    }
    refuse(label(), url.problem());
    return url.toString();
  }

  private void refuse(String label, String problem) {
    if (!problem.isEmpty()) {
      throw new UnfitValueException(label, problem, source);
    }
  }

  private String value(Part.Placeholder placeholder, Function<String, Optional<String>> values) {
    return evaluate(placeholder, values)
        .orElseThrow(
            () ->
                new MissingValueException(
                    placeholder
                        .expression()
                        .names()
                        .filter(name -> values.apply(name).isEmpty())
                        .distinct()
                        .collect(Collectors.joining(" || ")),
                    source));
  }

  private Optional<String> evaluate(
      Part.Placeholder placeholder, Function<String, Optional<String>> values) {
    try {
      return placeholder.expression().evaluate(values);
    } catch (IllegalArgumentException e) {
      throw new UnfitValueException(placeholder.label(), String.valueOf(e.getMessage()), source);
    }
  }

  private String label() {
    return String.join(", ", names());
  }

  /// The template as it was written.
  @Override
  public String toString() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  sealed interface Part {
    record Text(String text) implements Part {}

    record Placeholder(Expression expression, boolean raw) implements Part {
      String label() {
        return expression.names().distinct().collect(Collectors.joining(" || "));
      }
    }
  }

  /// A template cannot be filled; nothing of it may be sent.
  public abstract static sealed class ExpansionException extends RuntimeException
      permits MissingValueException, UnfitValueException {
    private static final long serialVersionUID = 1L;
    private final String name;

    ExpansionException(String message, String name) {
      super(message);
      this.name = name;
    }

    /// The placeholder's name.
    public String name() {
      return name;
    }
  }

  /// A placeholder has no value.
  public static final class MissingValueException extends ExpansionException {
    private static final long serialVersionUID = 1L;

    MissingValueException(String name, String source) {
      super("${" + name + "} has no value in: " + source, name);
    }
  }

  /// A value does not fit the place it would be put into. The message never shows the value.
  public static final class UnfitValueException extends ExpansionException {
    private static final long serialVersionUID = 1L;

    UnfitValueException(String name, String problem, String source) {
      super("${" + name + "} " + problem + " in: " + source, name);
    }
  }
}
