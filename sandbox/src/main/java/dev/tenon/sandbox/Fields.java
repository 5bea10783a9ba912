package dev.tenon.sandbox;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Request;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of a control call, from a JSON body or from a form of the start page. What cannot be
/// read is an [IllegalArgumentException] that names the field.
final class Fields {
  private final ObjectNode members;

  private Fields(ObjectNode members) {
    this.members = members;
  }

  static Fields of(Request request) {
    if (request.isForm()) {
      return new Fields(fromForm(request.form()));
    }
    if (request.body().isBlank()) {
      return new Fields(Json.object());
    }
    return new Fields(
        Json.parseObject(request.body())
            .orElseThrow(() -> new IllegalArgumentException("the body is not a JSON object")));
  }

  private static ObjectNode fromForm(Form form) {
    ObjectNode members = Json.object();
    form.pairs().stream()
        .filter(pair -> !pair.value().isEmpty())
        .forEach(pair -> members.put(pair.name(), pair.value()));
    return members;
  }

  /// Refuses members that are not `known`, so that a misspelt one is not passed over.
  Fields only(String... known) {
    Set<String> unknown = new LinkedHashSet<>(members.propertyNames());
    unknown.removeAll(Set.of(known));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown field " + unknown.iterator().next());
    }
    return this;
  }

  Optional<String> text(String name) {
    JsonNode value = members.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString() && !value.isNumber()) {
      throw new IllegalArgumentException(name + " is not a text");
    }
    return Optional.of(value.asString());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  Optional<Long> number(String name) {
    return text(name).map(text -> parse(name, text));
  }

  int integer(String name, int otherwise) {
    return number(name).map(Math::toIntExact).orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = members.path(name);
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return text(name).map(text -> text.equals("true") || text.equals("on")).orElse(otherwise);
  }

  Set<String> texts(String name) {
    var texts = new LinkedHashSet<String>();
    JsonNode value = members.path(name);
    if (value.isArray()) {
      value.forEach(item -> texts.add(item.asString()));
    } else {
      text(name).ifPresent(texts::add);
    }
    return texts;
  }

  Map<String, String> map(String name) {
    var map = new LinkedHashMap<String, String>();
    members.path(name).properties().forEach(e -> map.put(e.getKey(), e.getValue().asString()));
    return map;
  }

  /// A member that is an object, or an empty object.
  ObjectNode object(String name) {
    return members.path(name) instanceof ObjectNode object ? object : Json.object();
  }

  /// A member as JSON text; empty where there is none.
  String json(String name) {
    JsonNode value = members.path(name);
    return value.isObject() ? value.toString() : text(name).orElse("");
  }

  private static Long parse(String name, String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(name + " is not a whole number: " + text);
    }
  }
}
