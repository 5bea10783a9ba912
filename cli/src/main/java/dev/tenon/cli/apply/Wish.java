package dev.tenon.cli.apply;

import dev.tenon.sdk.Secret;
import dev.tenon.sdk.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One thing as the file wants it.
///
/// @param name what it is known by: a name, a webhook's address, a connector's file
/// @param fields as the API has them, without the secret
/// @param secret the client secret, where the file points to one
/// @param shown by field, what to show in its place: where a value stands, not the value
public record Wish(
    String name, JsonObject fields, Optional<Secret> secret, Map<String, String> shown) {
  /// Copies the map.
  public Wish {
    shown = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shown));
  }
}
