package dev.tenon.server.api;

import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonBoolean;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonNull;
import dev.tenon.server.http.json.Json.JsonNumber;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.Json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The OpenAPI 3.1 document of this room, which is written by hand as `openapi.yaml` and held to
/// the routes and their answers by tests. Immutable.
final class Description {
  private static final String FILE = "openapi.yaml";

  private final JsonObject document;

  private Description(JsonObject document) {
    this.document = document;
  }

  /// Reads the file, which takes a moment: not to be done at start.
  static Description read() {
    try (InputStream file = Description.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing; indicates a bug");
      }
      Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(file);
      if (json(loaded) instanceof JsonObject object) {
        return new Description(object);
      }
      throw new IllegalStateException(FILE + " is not a mapping; indicates a bug");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  JsonObject document() {
    return document;
  }

  /// The members of the object at `path`; none where there is no such object.
  Map<String, Json> members(String... path) {
    return members(document, path);
  }

  /// The members of the object at `path` below `from`, following references.
  Map<String, Json> members(Json from, String... path) {
    Json at = resolved(from);
    for (String name : path) {
      Json next = at instanceof JsonObject object ? object.members().get(name) : null;
      if (next == null) {
        return Map.of();
      }
      at = resolved(next);
    }
    return at instanceof JsonObject object ? object.members() : Map.of();
  }

  /// The text of that name in `object`.
  static Optional<String> text(Map<String, Json> object, String name) {
    return object.get(name) instanceof JsonText(String text) ? Optional.of(text) : Optional.empty();
  }

  /// The texts of that name in `object`.
  static List<String> texts(Map<String, Json> object, String name) {
    return object.get(name) instanceof JsonList(List<Json> items)
        ? items.stream()
            .flatMap(it -> it instanceof JsonText(String text) ? List.of(text).stream() : null)
            .toList()
        : List.of();
  }

  /// The name of the schema that `schema` refers to.
  static Optional<String> reference(Json schema) {
    return schema instanceof JsonObject(Map<String, Json> members)
        ? text(members, "$ref").map(it -> it.substring(it.lastIndexOf('/') + 1))
        : Optional.empty();
  }

  private Json resolved(Json value) {
    if (value instanceof JsonObject(Map<String, Json> members)
        && members.get("$ref") instanceof JsonText(String reference)) {
      Json at = document;
      for (String name : reference.substring(2).split("/", -1)) {
        at =
            at instanceof JsonObject object
                ? Optional.ofNullable(object.members().get(name)).orElseThrow()
                : at;
      }
      return at;
    }
    return value;
  }

  private static Json json(@Nullable Object value) {
    return switch (value) {
      case null -> new JsonNull();
      case String text -> new JsonText(text);
      case Boolean flag -> new JsonBoolean(flag);
      case Number number -> new JsonNumber(number.toString());
      case List<?> items -> new JsonList(items.stream().map(Description::json).toList());
      case Map<?, ?> members -> {
        Map<String, Json> object = new LinkedHashMap<>();
        members.forEach((name, it) -> object.put(String.valueOf(name), json(it)));
        yield new JsonObject(object);
      }
      default -> throw new IllegalStateException("no JSON: " + value.getClass());
    };
  }
}
