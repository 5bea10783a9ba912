package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// An API key, without the key itself.
///
/// @param lastFour the last four characters, to tell keys apart
/// @param revokedAt when it was ended, if it was
/// @param members everything that the hub said
public record ApiKey(
    String id,
    String name,
    String lastFour,
    Optional<Instant> createdAt,
    Optional<Instant> revokedAt,
    JsonObject members) {
  static ApiKey of(JsonObject members) {
    return new ApiKey(
        members.requiredText("id"),
        members.text("name").orElse(""),
        members.text("last_four").orElse(""),
        members.time("created_at"),
        members.time("revoked_at"),
        members);
  }
}
