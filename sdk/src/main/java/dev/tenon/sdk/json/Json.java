package dev.tenon.sdk.json;

import java.util.ArrayList;
import java.util.List;

/// A JSON value (RFC 8259). `toString` is its text on one line. Immutable.
public sealed interface Json
    permits JsonObject,
        Json.JsonArray,
        Json.JsonText,
        Json.JsonNumber,
        Json.JsonFlag,
        Json.JsonNull {

  /// Reads one JSON text; throws [JsonException], which names the place, for anything else.
  static Json parse(String text) {
    return new JsonReader(text).document();
  }

  /// The value as text over several lines, indented by two spaces, for people.
  default String pretty() {
    return JsonWriter.pretty(this);
  }

  /// A text.
  record JsonText(String value) implements Json {
    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /// A number, kept as it was written, so that nothing is rounded.
  record JsonNumber(String digits) implements Json {
    /// The whole number `value`.
    public static JsonNumber of(long value) {
      return new JsonNumber(Long.toString(value));
    }

    /// The number as a whole number: a fraction is cut, what is too great is the greatest.
    public long whole() {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        return (long) Double.parseDouble(digits);
      }
    }

    @Override
    public String toString() {
      return digits;
    }
  }

  /// `true` or `false`.
  record JsonFlag(boolean value) implements Json {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /// `null`.
  record JsonNull() implements Json {
    @Override
    public String toString() {
      return "null";
    }
  }

  /// Values in their order.
  record JsonArray(List<Json> items) implements Json {
    /// Copies the list.
    public JsonArray {
      items = List.copyOf(items);
    }

    /// An array of texts.
    public static JsonArray ofTexts(Iterable<String> texts) {
      var items = new ArrayList<Json>();
      texts.forEach(text -> items.add(new JsonText(text)));
      return new JsonArray(items);
    }

    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }
}
