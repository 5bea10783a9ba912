package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// What the hub answered when it did not do what was asked: problem details (RFC 9457).
///
/// @param status the HTTP status
/// @param code the stable word for what went wrong, such as `integration_not_found`; `unknown`
///   where the answer named none
/// @param detail what happened, for people; may be empty
/// @param members everything that the hub said
public record Problem(int status, String code, String detail, JsonObject members) {
  static Problem of(int status, JsonObject members) {
    return new Problem(
        status,
        members.text("code").orElse("unknown"),
        members.text("detail").or(() -> members.text("title")).orElse(""),
        members);
  }
}
