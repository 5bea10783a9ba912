package dev.tenon.server.admin.clients;

import dev.tenon.client.FieldProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is wrong with a form, by field, as sentences.
record Problems(Map<String, String> byField) {
  Problems {
    byField = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byField));
  }

  static Problems none() {
    return new Problems(Map.of());
  }

  /// @param titles what fields are called on the form
  static Problems of(List<FieldProblem> problems, Map<String, String> titles) {
    Map<String, String> byField = new LinkedHashMap<>();
    for (FieldProblem it : problems) {
      String title = titles.getOrDefault(it.field(), it.field());
      byField.merge(it.field(), sentence(title, it.message()), (one, other) -> one + " " + other);
    }
    return new Problems(byField);
  }

  private static String sentence(String title, String message) {
    return title + " " + message + (message.endsWith(".") || message.endsWith("?)") ? "" : ".");
  }

  boolean isEmpty() {
    return byField.isEmpty();
  }

  Optional<String> of(String field) {
    return Optional.ofNullable(byField.get(field));
  }

  /// Whether everything that is wrong is of these fields.
  boolean areOnlyOf(List<String> fields) {
    return !isEmpty() && fields.containsAll(byField.keySet());
  }

  /// Only those of these fields.
  Problems only(List<String> fields) {
    Map<String, String> some = new LinkedHashMap<>(byField);
    some.keySet().retainAll(fields);
    return new Problems(some);
  }

  /// Those of none of these fields, to be told at the top.
  List<String> others(List<String> fields) {
    return byField.entrySet().stream()
        .filter(it -> !fields.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
