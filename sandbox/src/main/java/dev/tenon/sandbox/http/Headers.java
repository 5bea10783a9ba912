package dev.tenon.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// HTTP header fields in their order; names compare without case (RFC 9110 §5.1). Immutable.
public record Headers(List<Field> fields) {
  /// One field line.
  public record Field(String name, String value) {}

  public Headers {
    fields = List.copyOf(fields);
  }

  /// No fields.
  public static Headers none() {
    return new Headers(List.of());
  }

  /// One field.
  public static Headers of(String name, String value) {
    return none().with(name, value);
  }

  /// These fields and one more, after them.
  public Headers with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  /// These fields and then those.
  public Headers and(Headers others) {
    var more = new ArrayList<>(fields);
    more.addAll(others.fields);
    return new Headers(more);
  }

  /// Every value of the named field, in order.
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /// The first value of the named field.
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /// Names only: values may be secret.
  @Override
  public String toString() {
    return "Headers" + fields.stream().map(Field::name).toList();
  }
}
