package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// A key that was made just now.
///
/// @param key the key; it is never shown again
public record NewApiKey(String id, String name, Secret key) {
  static NewApiKey of(JsonObject answer) {
    return new NewApiKey(
        answer.requiredText("id"),
        answer.text("name").orElse(""),
        Secret.of(answer.requiredText("key")));
  }
}
