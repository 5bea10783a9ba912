package dev.tenon.server.api;

import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON as people read and edit it, the way browsers indent it.
final class IndentedJson {
  private IndentedJson() {}

  static String of(Json value) {
    return indented(value, "\n");
  }

  private static String indented(Json value, String line) {
    String inner = line + "  ";
    return switch (value) {
      case JsonObject(Map<String, Json> members) when !members.isEmpty() ->
          members.entrySet().stream()
              .map(it -> quoted(it.getKey()) + ": " + indented(it.getValue(), inner))
              .collect(Collectors.joining("," + inner, "{" + inner, line + "}"));
      case JsonList(List<Json> items) when !items.isEmpty() -> list(items, line, inner);
      default -> plain(value);
    };
  }

  private static String list(List<Json> items, String line, String inner) {
    StringBuilder text = new StringBuilder("[");
    for (Iterator<Json> all = items.iterator(); all.hasNext(); ) {
      text.append(inner).append(indented(all.next(), inner)).append(all.hasNext() ? "," : line);
    }
    return text.append("]").toString();
  }

  private static String quoted(String name) {
    return plain(new Json.JsonText(name));
  }

  private static String plain(Json value) {
    return new String(JsonWriter.value(value), StandardCharsets.UTF_8);
  }
}
