package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonText;
import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Something that happened to a connection.
///
/// @param at when
/// @param type what, as a stable word: `connected`, `refreshed`, `refresh_failed` …
/// @param details facts about it
/// @param members everything that the hub said
public record ConnectionEvent(
    Optional<Instant> at, String type, Map<String, String> details, JsonObject members) {
  /// Copies the details, in their order.
  public ConnectionEvent {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  static ConnectionEvent of(JsonObject members) {
    var details = new LinkedHashMap<String, String>();
    members
        .object("details")
        .ifPresent(said -> said.members().forEach((name, value) -> details.put(name, text(value))));
    return new ConnectionEvent(
        members.time("at"), members.text("type").orElse(""), details, members);
  }

  private static String text(Json value) {
    return value instanceof JsonText text ? text.value() : value.toString();
  }
}
