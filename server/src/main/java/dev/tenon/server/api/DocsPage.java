package dev.tenon.server.api;

import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the API's description as one HTML page.
final class DocsPage {
  private final Description description;
  private final StringBuilder html = new StringBuilder(64 * 1024);

  DocsPage(Description description) {
    this.description = description;
  }

  String html() {
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Tenon API</title>
        <link rel="stylesheet" href="/docs/style.css">
        </head>
        <body>
        """);
    Map<String, List<Call>> calls = calls();
    navigation(calls);
    html.append("<main>\n<h1>Tenon API</h1>\n");
    Description.text(description.members("info"), "description").ifPresent(this::paragraphs);
    html.append("<p>For programs: <a href=\"/openapi.json\">openapi.json</a>.</p>\n");
    calls.forEach(this::section);
    html.append("<h2 id=\"schemas\">Objects</h2>\n");
    description.members("components", "schemas").forEach(this::schema);
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private Map<String, List<Call>> calls() {
    Map<String, List<Call>> byTag = new LinkedHashMap<>();
    description
        .members("paths")
        .forEach(
            (path, item) ->
                description
                    .members(item)
                    .forEach(
                        (method, operation) -> {
                          if (operation instanceof JsonObject(Map<String, Json> members)) {
                            Call call = new Call(method.toUpperCase(Locale.ROOT), path, members);
                            byTag.computeIfAbsent(call.tag(), _ -> new ArrayList<>()).add(call);
                          }
                        }));
    return byTag;
  }

  private void navigation(Map<String, List<Call>> calls) {
    html.append("<nav aria-label=\"Contents\">\n<ul>\n");
    calls
        .keySet()
        .forEach(
            tag ->
                html.append("<li><a href=\"#")
                    .append(anchor(tag))
                    .append("\">")
                    .append(escaped(tag))
                    .append("</a></li>\n"));
    html.append("<li><a href=\"#schemas\">Objects</a></li>\n</ul>\n</nav>\n");
  }

  private void section(String tag, List<Call> calls) {
    html.append("<h2 id=\"")
        .append(anchor(tag))
        .append("\">")
        .append(escaped(tag))
        .append("</h2>\n");
    for (Call call : calls) {
      html.append("<section>\n<h3 id=\"").append(escaped(call.text("operationId"))).append("\">");
      html.append("<code><b>").append(call.method()).append("</b> ");
      html.append(escaped(call.path())).append("</code></h3>\n<p>");
      html.append(escaped(call.text("summary"))).append(". ");
      html.append(escaped(call.access())).append("</p>\n");
      Description.text(call.operation(), "description").ifPresent(this::paragraphs);
      parameters(call);
      body(call);
      answers(call);
      html.append("</section>\n");
    }
  }

  private void parameters(Call call) {
    if (!(call.operation().get("parameters") instanceof JsonList(List<Json> parameters))) {
      return;
    }
    html.append("<p>In the query:</p>\n<ul>\n");
    for (Json parameter : parameters) {
      Map<String, Json> members = description.members(parameter);
      html.append("<li><code>").append(escaped(text(members, "name"))).append("</code> ");
      html.append(marked(text(members, "description"))).append("</li>\n");
    }
    html.append("</ul>\n");
  }

  private void body(Call call) {
    Map<String, Json> content =
        description.members(new JsonObject(call.operation()), "requestBody", "content");
    content.forEach(
        (type, media) -> {
          html.append("<p>Sends <code>").append(escaped(type)).append("</code>");
          html.append(linked(description.members(media).get("schema"))).append(".</p>\n");
        });
  }

  private void answers(Call call) {
    html.append("<ul>\n");
    description
        .members(new JsonObject(call.operation()), "responses")
        .forEach(
            (status, response) -> {
              if (status.equals("default")) {
                return;
              }
              Map<String, Json> members = description.members(response);
              html.append("<li><code>").append(escaped(status)).append("</code> ");
              html.append(marked(text(members, "description")));
              description
                  .members(response, "content")
                  .values()
                  .forEach(media -> html.append(linked(description.members(media).get("schema"))));
              html.append("</li>\n");
            });
    html.append("</ul>\n");
  }

  private void schema(String name, Json schema) {
    Map<String, Json> properties = description.members(schema, "properties");
    if (properties.isEmpty()) {
      return;
    }
    List<String> required = Description.texts(description.members(schema), "required");
    html.append("<h3 id=\"").append(anchor(name)).append("\">").append(escaped(name));
    html.append("</h3>\n<table>\n<thead><tr><th>Field</th><th>Type</th><th></th></tr></thead>\n");
    properties.forEach(
        (field, type) -> {
          html.append("<tr><td><code>").append(escaped(field)).append("</code></td><td>");
          html.append(type(type)).append("</td><td>");
          html.append(required.contains(field) ? "" : "May be left out. ");
          html.append(
              type instanceof JsonObject(var members) ? marked(text(members, "description")) : "");
          html.append("</td></tr>\n");
        });
    html.append("</table>\n");
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

  private static String linked(@Nullable Json schema) {
    return schema == null
        ? ""
        : Description.reference(schema).map(it -> ": " + link(it)).orElse("");
  }

  private static String link(String schema) {
    return "<a href=\"#%s\">%s</a>".formatted(anchor(schema), escaped(schema));
  }

  private void paragraphs(String text) {
    html.append("<p>").append(marked(text.strip())).append("</p>\n");
  }

  /// Escaped, with what stands between backticks as code.
  private static String marked(String text) {
    return escaped(text).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  private static String anchor(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static String text(Map<String, Json> members, String name) {
    return Description.text(members, name).orElse("");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private record Call(String method, String path, Map<String, Json> operation) {
    String tag() {
      return Description.texts(operation, "tags").stream().findFirst().orElse("Other");
    }

    String text(String name) {
      return DocsPage.text(operation, name);
    }

    String access() {
      if (!(operation.get("security") instanceof JsonList(List<Json> schemes))
          || schemes.isEmpty()) {
        return "Needs no key.";
      }
      if (schemes.size() > 1) {
        return "Takes an admin key or an app key.";
      }
      boolean app =
          schemes.getFirst() instanceof JsonObject(var scheme) && scheme.containsKey("appKey");
      return app ? "Takes an app key." : "Takes an admin key.";
    }
  }
}
