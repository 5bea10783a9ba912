package dev.tenon.sdk.json;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A JSON object: named values in their order. A member that is `null` counts as absent, and the
/// readers below answer empty for a member that is absent or of another kind, so that a newer hub
/// does not break an older client. Immutable.
public record JsonObject(Map<String, Json> members) implements Json {
  /// Copies the members, in their order.
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /// An object without members.
  public static JsonObject empty() {
    return new JsonObject(Map.of());
  }

  /// This object with one more member, or with that member replaced.
  public JsonObject with(String name, Json value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new JsonObject(more);
  }

  /// As [#with(String, Json)], for a text.
  public JsonObject with(String name, String value) {
    return with(name, new JsonText(value));
  }

  /// The text `name`.
  public Optional<String> text(String name) {
    return members.get(name) instanceof JsonText text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /// The text `name`, which must be there.
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> new JsonException("'" + name + "' is missing"));
  }

  /// The whole number `name`.
  public OptionalLong number(String name) {
    return members.get(name) instanceof JsonNumber number
        ? OptionalLong.of(number.whole())
        : OptionalLong.empty();
  }

  /// The flag `name`; absent is `false`.
  public boolean flag(String name) {
    return members.get(name) instanceof JsonFlag flag && flag.value();
  }

  /// The time `name`, as RFC 3339 writes it.
  public Optional<Instant> time(String name) {
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new JsonException("'" + name + "' is not a time", e);
    }
  }

  /// The address `name`.
  public Optional<URI> address(String name) {
    try {
      return text(name).map(URI::create);
    } catch (IllegalArgumentException e) {
      throw new JsonException("'" + name + "' is not an address", e);
    }
  }

  /// The object `name`.
  public Optional<JsonObject> object(String name) {
    return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /// The values of the array `name`; none where it is absent.
  public List<Json> items(String name) {
    return members.get(name) instanceof JsonArray array ? array.items() : List.of();
  }

  /// The texts of the array `name`; a single text counts as an array of one.
  public List<String> texts(String name) {
    Json value = members.get(name);
    if (value instanceof JsonText text) {
      return List.of(text.value());
    }
    return value instanceof JsonArray array
        ? array.items().stream()
            .filter(JsonText.class::isInstance)
            .map(item -> ((JsonText) item).value())
            .toList()
        : List.of();
  }

  @Override
  public String toString() {
    return JsonWriter.compact(this);
  }
}
