package dev.tenon.client;

import dev.tenon.connector.Template;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Fills a definition's templates and gathers what cannot be filled. A template that waits for what
/// a user or the provider has still to give comes out empty, which is no problem.
final class Filling {
  private final Map<String, String> values;
  private final Predicate<String> isLater;
  private final List<FieldProblem> problems = new ArrayList<>();

  /// @param isLater whether a name is one that a user or the provider gives
  Filling(Map<String, String> values, Predicate<String> isLater) {
    this.values = values;
    this.isLater = isLater;
  }

  /// Every problem so far.
  List<FieldProblem> problems() {
    return List.copyOf(problems);
  }

  void problem(String field, String message) {
    problems.add(new FieldProblem(field, message));
  }

  /// An address that must be there unless it waits.
  ///
  /// @param given the OAuth client's own, which wins
  Optional<URI> address(String field, Optional<URI> given, Optional<Template> template) {
    if (given.isPresent() || template.isEmpty()) {
      return given;
    }
    return filled(field, template.get(), template.get()::expandUrl).map(URI::create);
  }

  /// An address that may be missing: a parameter that nobody gave leaves it out.
  Optional<URI> addressOrNone(String field, Optional<URI> given, Optional<Template> template) {
    return template.isPresent() && !template.get().isFilledBy(this::value)
        ? given
        : address(field, given, template);
  }

  /// Parameters; those that wait are left out.
  Map<String, String> parameters(String field, Map<String, Template> templates) {
    Map<String, String> filled = new LinkedHashMap<>();
    templates.forEach(
        (name, template) ->
            filled(field + "." + name, template, template::expand)
                .ifPresent(value -> filled.put(name, value)));
    return filled;
  }

  /// Parameters without those that have no value or an empty one.
  Map<String, String> parametersWithoutEmpty(String field, Map<String, Template> templates) {
    Map<String, Template> full = new LinkedHashMap<>(templates);
    full.values().removeIf(template -> !template.isFilledBy(this::value));
    Map<String, String> filled = new LinkedHashMap<>(parameters(field, full));
    filled.values().removeIf(String::isEmpty);
    return filled;
  }

  /// Headers; those that come out empty are left out.
  Map<String, String> headers(String field, Map<String, Template> templates) {
    Map<String, String> filled = new LinkedHashMap<>();
    templates.forEach(
        (name, template) ->
            filled(field + "." + name, template, template::expandHeader)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> filled.put(name, value)));
    return filled;
  }

  /// What `template` comes to, or empty with a problem, or empty because it waits.
  Optional<String> filled(
      String field,
      Template template,
      Function<Function<String, Optional<String>>, String> expansion) {
    if (template.names().stream().anyMatch(name -> value(name).isEmpty() && isLater.test(name))
        && !template.isFilledBy(this::value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(expansion.apply(this::value));
    } catch (Template.MissingValueException e) {
      problem("parameters." + e.name(), "is missing: " + field + " needs it");
    } catch (Template.UnfitValueException e) {
      problem("parameters." + e.name(), "does not fit " + field + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
