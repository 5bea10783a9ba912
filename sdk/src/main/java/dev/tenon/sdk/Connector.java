package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.List;

/// How to talk to one provider.
///
/// @param title its name for people
/// @param connectionDefinitions the ways of authorising that it offers
/// @param members everything that the hub said
public record Connector(
    String name, String title, List<String> connectionDefinitions, JsonObject members) {
  /// Copies the definitions.
  public Connector {
    connectionDefinitions = List.copyOf(connectionDefinitions);
  }

  static Connector of(JsonObject members) {
    return new Connector(
        members.requiredText("name"),
        members.text("title").or(() -> members.text("display_name")).orElse(""),
        definitions(members),
        members);
  }

  private static List<String> definitions(JsonObject members) {
    List<String> names = members.texts("connection_definitions");
    if (!names.isEmpty()) {
      return names;
    }
    return members.items("connection_definitions").stream()
        .filter(JsonObject.class::isInstance)
        .map(item -> ((JsonObject) item).text("name").orElse(""))
        .toList();
  }
}
