package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// The tenant that an API key belongs to.
///
/// @param name for people
/// @param linkVerification who proves that a connect link was used by its user: `app`, `hub` or
///   `none`
/// @param members everything that the hub said
public record Workspace(String name, String linkVerification, JsonObject members) {
  static Workspace of(JsonObject members) {
    return new Workspace(
        members.text("name").or(() -> members.text("id")).orElse(""),
        members.text("link_verification").orElse(""),
        members);
  }
}
