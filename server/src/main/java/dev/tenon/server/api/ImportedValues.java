package dev.tenon.server.api;

import dev.tenon.client.Nearest;
import dev.tenon.client.UserFields;
import dev.tenon.client.UserFields.Reading;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Field;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a user would have typed into a connect form, as it comes with an import: held against the
/// same fields by the same rules. What only the provider gives is not taken from an import, because
/// it may decide where the OAuth client's secret is sent.
final class ImportedValues {
  private static final String PREFIX = "values.";

  private final UserFields asked;
  private final UserFields open;

  ImportedValues(ConnectionDefinition definition) {
    this.asked = UserFields.of(definition);
    this.open = asked.open();
  }

  /// The values of the connection: what was `given` over what is `known` of it.
  ///
  /// @throws ProblemException with status 400 that names every field that is wrong
  Map<String, String> over(Map<String, String> known, Map<String, String> given) {
    Map<String, String> problems = new LinkedHashMap<>();
    given.keySet().stream()
        .filter(name -> !isAsked(open, name))
        .forEach(name -> problems.put(PREFIX + name, refusal(name)));
    Map<String, String> all = new LinkedHashMap<>(known);
    switch (open.read(name -> Optional.ofNullable(given.get(name)).or(() -> of(known, name)))) {
      case Reading.Read read -> all.putAll(read.values());
      case Reading.Wrong wrong ->
          wrong.problems().forEach((name, problem) -> problems.put(PREFIX + name, problem));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(Problems.invalid(problems));
    }
    return all;
  }

  /// What to say where resolving the client with these values ended with `problem`; empty when the
  /// values are not to blame.
  Optional<Problem> blamed(String problem) {
    return open.blamed(problem)
        .map(field -> Problems.invalid(PREFIX + field.name(), "does not fit here"));
  }

  private String refusal(String name) {
    if (isAsked(asked, name)) {
      return "is secret: it belongs into 'credentials'";
    }
    List<String> names = open.fields().stream().map(Field::name).toList();
    return "is not asked of users here" + Nearest.hint(name, names);
  }

  private static boolean isAsked(UserFields fields, String name) {
    return fields.fields().stream().anyMatch(field -> field.name().equals(name));
  }

  private static Optional<String> of(Map<String, String> known, String name) {
    return Optional.ofNullable(known.get(name));
  }
}
