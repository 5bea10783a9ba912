package dev.tenon.client;

import dev.tenon.connector.Connector;
import dev.tenon.connector.Environment;
import dev.tenon.connector.Field;
import dev.tenon.connector.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The parameters that an admin gives with an OAuth client, checked against the connector's fields.
final class Parameters {
  private Parameters() {}

  /// The required parameters of `connector` that have no value in `values`.
  static List<FieldProblem> missing(Connector connector, Map<String, String> values) {
    return connector.parameters().stream()
        .filter(field -> field.required() && field.askedOf() == Field.AskedOf.ADMIN)
        .filter(field -> isVisible(field, values) && !values.containsKey(field.name()))
        .map(field -> problem(field.name(), "is missing" + example(field)))
        .toList();
  }

  /// `before` with `given` over it: an empty text takes a value away. Values come out normal; what
  /// is wrong with them is added to `problems`.
  static Map<String, String> merge(
      Connector connector,
      Map<String, String> before,
      Map<String, String> given,
      List<FieldProblem> problems) {
    Map<String, String> merged = new LinkedHashMap<>(before);
    given.forEach(
        (name, value) -> {
          if (value.isBlank()) {
            merged.remove(name);
          } else {
            merged.put(name, checked(connector, name, value, problems));
          }
        });
    return merged;
  }

  private static String checked(
      Connector connector, String name, String value, List<FieldProblem> problems) {
    Optional<Field> field =
        connector.parameters().stream()
            .filter(each -> each.name().equals(name) && each.askedOf() == Field.AskedOf.ADMIN)
            .findFirst();
    if (field.isPresent()) {
      return checked(field.get(), value, problems);
    }
    List<String> choices = choices(connector, name);
    if (choices.contains(value.strip())) {
      return value.strip();
    }
    problems.add(
        choices.isEmpty()
            ? unknown(connector, name)
            : problem(name, "must be one of " + String.join(", ", choices)));
    return value;
  }

  private static String checked(Field field, String value, List<FieldProblem> problems) {
    String normal = FieldValue.normal(field, value);
    if (field.secret()) {
      problems.add(problem(field.name(), "is secret and cannot be kept among the parameters"));
    }
    FieldValue.problem(field, normal)
        .ifPresent(message -> problems.add(problem(field.name(), message)));
    return normal;
  }

  private static FieldProblem unknown(Connector connector, String name) {
    List<String> known =
        Stream.concat(
                connector.parameters().stream()
                    .filter(each -> each.askedOf() == Field.AskedOf.ADMIN)
                    .map(Field::name),
                Stream.of(TemplateValues.ENVIRONMENT, TemplateValues.REGION)
                    .filter(each -> !choices(connector, each).isEmpty()))
            .toList();
    String hint = Nearest.hint(name, known);
    String list = known.isEmpty() ? "; it has none" : "; it has " + String.join(", ", known);
    return problem(name, "is not a parameter of " + connector.name() + hint + list);
  }

  private static List<String> choices(Connector connector, String name) {
    return switch (name) {
      case TemplateValues.ENVIRONMENT ->
          connector.environments().stream().map(Environment::name).toList();
      case TemplateValues.REGION -> connector.regions().stream().map(Region::name).toList();
      default -> List.of();
    };
  }

  private static boolean isVisible(Field field, Map<String, String> values) {
    return field
        .hints()
        .visibleWhen()
        .map(when -> when.values().contains(values.getOrDefault(when.field(), "")))
        .orElse(true);
  }

  private static String example(Field field) {
    return field.example().map(example -> ", for example " + example).orElse("");
  }

  private static FieldProblem problem(String name, String message) {
    return new FieldProblem("parameters." + name, message);
  }
}
