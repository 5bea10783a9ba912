package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.time.Instant;

/// A link that signs somebody in to the console, once.
///
/// @param id of the link, which does not open it
/// @param url the link itself; it is never shown again
/// @param expiresAt when it ends, used or not
public record ConsoleLink(String id, URI url, Instant expiresAt) {
  static ConsoleLink of(JsonObject answer) {
    return new ConsoleLink(
        answer.requiredText("id"),
        URI.create(answer.requiredText("url")),
        answer.time("expires_at").orElse(Instant.EPOCH));
  }
}
