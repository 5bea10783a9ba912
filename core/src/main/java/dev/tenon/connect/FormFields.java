package dev.tenon.connect;

import dev.tenon.client.FieldValue;
import dev.tenon.connector.Field;
import dev.tenon.connector.Field.AskedOf;
import dev.tenon.secret.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads what a user typed into the fields of a connect form.
///
/// @param fields of the connection definition, those asked of the user only
record FormFields(List<Field> fields) {
  /// The fields among `all` that a user fills in.
  static FormFields askedOfUser(List<Field> all) {
    return new FormFields(all.stream().filter(field -> field.askedOf() == AskedOf.USER).toList());
  }

  /// What was typed, or what is wrong with it.
  ///
  /// @param typed the text typed into the field of a name
  Reading read(Function<String, Optional<String>> typed) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Secret> secrets = new LinkedHashMap<>();
    Map<String, String> problems = new LinkedHashMap<>();
    for (Field field : fields) {
      Optional<String> text = isVisible(field, typed) ? text(field, typed) : Optional.empty();
      Optional<String> problem =
          text.isPresent() ? wrong(field, text.get()) : missing(field, isVisible(field, typed));
      if (problem.isPresent()) {
        problems.put(field.name(), problem.get());
      } else if (field.secret()) {
        text.ifPresent(it -> secrets.put(field.name(), Secret.of(it)));
      } else {
        text.ifPresent(it -> values.put(field.name(), it));
      }
    }
    return problems.isEmpty() ? new Reading.Read(values, secrets) : new Reading.Wrong(problems);
  }

  /// What is wrong with the form, where resolving the client with what was typed ended with
  /// `problem`: the field that the problem names, or nothing of the user's.
  Optional<Reading.Wrong> blamed(String problem) {
    return fields.stream()
        .filter(
            field ->
                !field.hints().hidden() && problem.contains("parameters." + field.name() + " "))
        .findFirst()
        .map(field -> new Reading.Wrong(Map.of(field.name(), "This does not fit here.")));
  }

  private static Optional<String> text(Field field, Function<String, Optional<String>> typed) {
    if (field.hints().hidden()) {
      return field.defaultValue();
    }
    return typed
        .apply(field.name())
        .filter(it -> !it.isBlank())
        .map(it -> FieldValue.normal(field, it))
        .or(field::defaultValue);
  }

  private static boolean isVisible(Field field, Function<String, Optional<String>> typed) {
    return field
        .hints()
        .visibleWhen()
        .map(when -> typed.apply(when.field()).map(String::strip).filter(when.values()::contains))
        .map(Optional::isPresent)
        .orElse(true);
  }

  private static Optional<String> wrong(Field field, String text) {
    return FieldValue.problem(field, text).map(problem -> "This " + problem + ".");
  }

  private static Optional<String> missing(Field field, boolean visible) {
    return field.required() && visible ? Optional.of("Please fill this in.") : Optional.empty();
  }

  /// What was typed.
  sealed interface Reading {
    /// Everything is as it should be.
    ///
    /// @param values by field, none of them secret
    /// @param secrets by field
    record Read(Map<String, String> values, Map<String, Secret> secrets) implements Reading {
      public Read {
        values = Map.copyOf(values);
        secrets = Map.copyOf(secrets);
      }
    }

    /// Something is wrong.
    ///
    /// @param problems one sentence for the user, by field; all at once
    record Wrong(Map<String, String> problems) implements Reading {
      public Wrong {
        problems = Map.copyOf(problems);
      }
    }
  }
}
