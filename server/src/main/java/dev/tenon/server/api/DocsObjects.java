package dev.tenon.server.api;

import static dev.tenon.server.api.Markup.anchor;
import static dev.tenon.server.api.Markup.escaped;
import static dev.tenon.server.api.Markup.marked;

import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The objects of the API, as tables of their fields.
final class DocsObjects {
  private final Description description;

  DocsObjects(Description description) {
    this.description = description;
  }

  /// All of them.
  String html() {
    StringBuilder html = new StringBuilder(32 * 1024);
    description
        .members("components", "schemas")
        .forEach((name, schema) -> html.append(schema(name, schema)));
    return html.toString();
  }

  /// A link to the object that `schema` refers to, after a colon; nothing where it refers to none.
  static String linked(@Nullable Json schema) {
    return schema == null
        ? ""
        : Description.reference(schema).map(it -> ": " + link(it)).orElse("");
  }

  private String schema(String name, Json schema) {
    Map<String, Json> properties = description.members(schema, "properties");
    if (properties.isEmpty()) {
      return "";
    }
    List<String> required = Description.texts(description.members(schema), "required");
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"object\"><h3 id=\"").append(anchor(name)).append("\">");
    html.append(escaped(name)).append("</h3>\n<table>\n");
    html.append("<thead><tr><th>Field</th><th>Type</th><th>What</th></tr></thead>\n<tbody>\n");
    properties.forEach(
        (field, type) -> {
          html.append("<tr><td><code>").append(escaped(field)).append("</code></td><td>");
          html.append(type(type)).append("</td><td>");
          html.append(required.contains(field) ? "" : "May be left out. ");
          html.append(
              type instanceof JsonObject(var members) ? marked(text(members, "description")) : "");
          html.append("</td></tr>\n");
        });
    return html.append("</tbody></table></section>\n").toString();
  }

  private String type(Json schema) {
    Optional<String> reference = Description.reference(schema);
    if (reference.isPresent()) {
      return link(reference.get());
    }
    Map<String, Json> members = description.members(schema);
    if (members.get("oneOf") instanceof JsonList(List<Json> choices)) {
      return String.join(" or ", choices.stream().map(this::type).toList());
    }
    if (members.containsKey("enum") || members.containsKey("const")) {
      return "one of: " + escaped(String.join(", ", constants(members)));
    }
    List<String> types = Description.texts(members, "type");
    String base = types.isEmpty() ? text(members, "type") : String.join(" or ", types);
    return members.containsKey("items")
        ? "list of " + type(Objects.requireNonNull(members.get("items")))
        : escaped(base);
  }

  private static List<String> constants(Map<String, Json> members) {
    return members.containsKey("const")
        ? List.of(text(members, "const"))
        : Description.texts(members, "enum");
  }

  private static String link(String schema) {
    return "<a href=\"#%s\">%s</a>".formatted(anchor(schema), escaped(schema));
  }

  private static String text(Map<String, Json> members, String name) {
    return Description.text(members, name).orElse("");
  }
}
