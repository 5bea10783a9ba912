package dev.tenon.server.api;

import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.Json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A call as the document describes it. Immutable.
///
/// @param parameters of the path and of the call, in this order
/// @param bodies what it sends, by content type, as examples; empty where it sends nothing
record DocsCall(
    String method,
    String path,
    Map<String, Json> operation,
    List<Parameter> parameters,
    Map<String, String> bodies) {

  /// What stands where anything may be sent.
  private static final String SOME_TYPE = "application/json";

  /// Every call of the document, in its order.
  static List<DocsCall> all(Description description) {
    List<DocsCall> calls = new ArrayList<>();
    description
        .members("paths")
        .forEach(
            (path, item) -> {
              Map<String, Json> members = description.members(item);
              members.forEach(
                  (method, operation) -> {
                    if (operation instanceof JsonObject(Map<String, Json> of)) {
                      calls.add(call(description, method, path, members, of));
                    }
                  });
            });
    return calls;
  }

  private static DocsCall call(
      Description description,
      String method,
      String path,
      Map<String, Json> item,
      Map<String, Json> operation) {
    List<Parameter> parameters = new ArrayList<>();
    for (Map<String, Json> from : List.of(item, operation)) {
      if (from.get("parameters") instanceof JsonList(List<Json> some)) {
        some.forEach(it -> parameters.add(Parameter.of(description, description.members(it))));
      }
    }
    Map<String, String> bodies = new LinkedHashMap<>();
    description
        .members(new JsonObject(operation), "requestBody", "content")
        .forEach(
            (type, media) ->
                bodies.put(
                    type.equals("*/*") ? SOME_TYPE : type,
                    example(type, description.members(media).get("example"))));
    return new DocsCall(
        method.toUpperCase(Locale.ROOT),
        path,
        operation,
        List.copyOf(parameters),
        Collections.unmodifiableMap(bodies));
  }

  /// As it is typed: JSON indented, a form as a line for each field, anything else as it is.
  private static String example(String type, @Nullable Json example) {
    return switch (example) {
      case null -> "{}";
      case JsonText(String text) -> text.strip();
      case JsonObject(Map<String, Json> members) when type.endsWith("form-urlencoded") ->
          members.keySet().stream()
              .map(it -> it + "=" + Description.text(members, it).orElse(""))
              .collect(Collectors.joining("\n"));
      default -> IndentedJson.of(example);
    };
  }

  String id() {
    return text("operationId");
  }

  String tag() {
    return Description.texts(operation, "tags").stream().findFirst().orElse("Other");
  }

  String text(String name) {
    return Description.text(operation, name).orElse("");
  }

  /// Whether whatever is typed may be sent, as any type.
  boolean sendsAnything() {
    return operation.get("requestBody") instanceof JsonObject(Map<String, Json> body)
        && body.get("content") instanceof JsonObject(Map<String, Json> content)
        && content.containsKey("*/*");
  }

  /// Whether a key does anything for it.
  boolean takesKey() {
    return !schemes().isEmpty();
  }

  /// Whether it is refused without a key.
  boolean needsKey() {
    return takesKey() && !schemes().contains("");
  }

  /// Who may make it, as a sentence.
  String access() {
    Set<String> schemes = schemes();
    if (schemes.isEmpty()) {
      return "Needs no key.";
    }
    if (schemes.contains("clientBasic")) {
      return "Takes an app key, as a bearer key or as the secret of an OAuth client.";
    }
    if (schemes.contains("operatorKey")) {
      return "Takes an admin key of the first workspace.";
    }
    if (schemes.size() > 1) {
      return "Takes an admin key or an app key.";
    }
    return schemes.contains("appKey") ? "Takes an app key." : "Takes an admin key.";
  }

  /// Names of the security schemes; an empty one for a call that may be made without.
  private Set<String> schemes() {
    Set<String> names = new TreeSet<>();
    if (operation.get("security") instanceof JsonList(List<Json> schemes)) {
      for (Json scheme : schemes) {
        if (scheme instanceof JsonObject(Map<String, Json> members)) {
          names.add(members.keySet().stream().findFirst().orElse(""));
        }
      }
    }
    return names;
  }

  /// A parameter.
  ///
  /// @param where `path`, `query` or `header`
  /// @param choices what it may be; empty where that is open
  record Parameter(
      String name,
      String where,
      boolean required,
      String description,
      String type,
      List<String> choices,
      Optional<String> least,
      Optional<String> most,
      Optional<String> initial) {
    private static Parameter of(Description description, Map<String, Json> members) {
      Map<String, Json> schema =
          Optional.ofNullable(members.get("schema")).map(description::members).orElse(Map.of());
      String type = Description.text(schema, "type").orElse("string");
      return new Parameter(
          Description.text(members, "name").orElseThrow(),
          Description.text(members, "in").orElseThrow(),
          members.get("required") instanceof Json.JsonBoolean(boolean required) && required,
          Description.text(members, "description").orElse(""),
          type,
          type.equals("boolean") ? List.of("true", "false") : Description.texts(schema, "enum"),
          plain(schema.get("minimum")),
          plain(schema.get("maximum")),
          plain(schema.get("default")));
    }

    private static Optional<String> plain(@Nullable Json value) {
      return switch (value) {
        case JsonText(String text) -> Optional.of(text);
        case Json.JsonNumber(String literal) -> Optional.of(literal);
        case Json.JsonBoolean(boolean flag) -> Optional.of(Boolean.toString(flag));
        case null, default -> Optional.empty();
      };
    }
  }
}
