package dev.tenon.server.http.json;

import java.util.List;
import java.util.Map;

/// A JSON value (RFC 8259) as it was received. Immutable.
public sealed interface Json {
  /// What people call this kind of value: `a text`, `a list` …
  default String kind() {
    return switch (this) {
      case JsonText _ -> "a text";
      case JsonNumber _ -> "a number";
      case JsonBoolean _ -> "true or false";
      case JsonNull _ -> "null";
      case JsonList _ -> "a list";
      case JsonObject _ -> "an object";
    };
  }

  /// A string. May be a secret, so it does not print.
  record JsonText(String value) implements Json {
    @Override
    public String toString() {
      return "JsonText(" + value.length() + " characters)";
    }
  }

  /// A number, as written.
  record JsonNumber(String literal) implements Json {}

  /// `true` or `false`.
  record JsonBoolean(boolean value) implements Json {}

  /// `null`.
  record JsonNull() implements Json {}

  /// An array.
  record JsonList(List<Json> items) implements Json {
    public JsonList {
      items = List.copyOf(items);
    }
  }

  /// An object; its members keep their order, no name comes twice.
  record JsonObject(Map<String, Json> members) implements Json {}
}
