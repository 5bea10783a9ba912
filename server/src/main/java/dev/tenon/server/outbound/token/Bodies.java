package dev.tenon.server.outbound.token;

import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.server.outbound.FormText;
import dev.tenon.server.outbound.HttpCall;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes fields into a call in one of the formats that a connector can name.
final class Bodies {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Bodies() {}

  /// `call` with `fields`. No fields mean no body, but for JSON, where they mean an empty object.
  ///
  /// @param type the content type, where the connector says another than the format's own
  static HttpCall with(
      HttpCall call, BodyFormat format, Map<String, String> fields, Optional<String> type) {
    return switch (format) {
      case QUERY -> call.query(fields);
      case FORM ->
          fields.isEmpty()
              ? call
              : call.content(
                  type.orElse("application/x-www-form-urlencoded"), FormText.encode(fields));
      case JSON -> call.content(type.orElse("application/json"), json(fields));
      case TEXT -> call.content(type.orElse("text/plain"), fields.getOrDefault("", ""));
    };
  }

  /// `fields` as a JSON object; dotted names nest.
  private static String json(Map<String, String> fields) {
    ObjectNode root = JSON.createObjectNode();
    fields.forEach(
        (path, value) -> {
          Iterator<String> names = List.of(path.split("\\.", -1)).iterator();
          ObjectNode object = root;
          String name = names.next();
          while (names.hasNext()) {
            object = object.withObjectProperty(name);
            name = names.next();
          }
          object.put(name, value);
        });
    return root.toString();
  }
}
