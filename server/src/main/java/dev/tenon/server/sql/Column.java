package dev.tenon.server.sql;

import java.util.List;
import java.util.function.Function;

/// The values of one column for all rows of a bulk statement: a parameter that is an array of
/// PostgreSQL's.
///
/// @param type of its elements, as PostgreSQL names it
/// @param values of core, or empty
record Column(Type type, List<?> values) {
  static <A> Column texts(List<A> rows, Function<A, ?> value) {
    return new Column(Type.TEXT, rows.stream().<Object>map(value).toList());
  }

  static <A> Column numbers(List<A> rows, Function<A, ?> value) {
    return new Column(Type.INT8, rows.stream().<Object>map(value).toList());
  }

  static <A> Column bytes(List<A> rows, Function<A, ?> value) {
    return new Column(Type.BYTEA, rows.stream().<Object>map(value).toList());
  }

  /// What the elements are.
  enum Type {
    TEXT,
    INT8,
    BYTEA
  }
}
