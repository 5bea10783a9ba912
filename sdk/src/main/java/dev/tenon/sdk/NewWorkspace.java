package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// A workspace that was made just now.
///
/// @param id by which others name it
/// @param adminKey its first admin key; it is never shown again
public record NewWorkspace(String id, String name, NewApiKey adminKey) {
  static NewWorkspace of(JsonObject answer) {
    return new NewWorkspace(
        answer.requiredText("id"),
        answer.text("name").orElse(""),
        NewApiKey.of(answer.object("admin_key").orElse(JsonObject.empty())));
  }
}
