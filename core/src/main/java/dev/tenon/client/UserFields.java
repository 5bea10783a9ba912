package dev.tenon.client;

import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Field;
import dev.tenon.connector.Field.AskedOf;
import dev.tenon.secret.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a connection definition asks of its users, and how it is read wherever it comes in. Pure;
/// safe for use by any thread.
///
/// @param fields those asked of the user only
public record UserFields(List<Field> fields) {
  /// The problem of a field that has to be filled in and is not.
  public static final String MISSING = "is missing";

  public UserFields {
    fields = List.copyOf(fields);
  }

  /// The fields of `definition` that a user fills in.
  public static UserFields of(ConnectionDefinition definition) {
    return new UserFields(
        definition.fields().stream().filter(field -> field.askedOf() == AskedOf.USER).toList());
  }

  /// Those whose value is no secret, and is kept with the connection.
  public UserFields open() {
    return new UserFields(fields.stream().filter(field -> !field.secret()).toList());
  }

  /// What was typed, or what is wrong with it.
  ///
  /// @param typed the text typed into the field of a name
  public Reading read(Function<String, Optional<String>> typed) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Secret> secrets = new LinkedHashMap<>();
    Map<String, String> problems = new LinkedHashMap<>();
    for (Field field : fields) {
      boolean visible = isVisible(field, typed);
      Optional<String> text = visible ? text(field, typed) : Optional.empty();
      Optional<String> problem =
          text.isPresent() ? FieldValue.problem(field, text.get()) : missing(field, visible);
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

  /// The field that is to blame where resolving the client with what was typed ended with
  /// `problem`; empty when that is not the user's.
  public Optional<Field> blamed(String problem) {
    return fields.stream()
        .filter(
            field ->
                !field.hints().hidden() && problem.contains("parameters." + field.name() + " "))
        .findFirst();
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

  private static Optional<String> missing(Field field, boolean visible) {
    return field.required() && visible ? Optional.of(MISSING) : Optional.empty();
  }

  /// What was typed.
  public sealed interface Reading {
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
    /// @param problems by field, all at once: each goes on where the field's name ends, and shows
    ///   nothing of what was typed
    record Wrong(Map<String, String> problems) implements Reading {
      public Wrong {
        problems = Map.copyOf(problems);
      }
    }
  }
}
