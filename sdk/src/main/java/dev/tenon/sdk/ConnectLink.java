package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// A link where one user connects.
///
/// @param id to confirm it by
/// @param url the page; whoever has it may use it, so `toString` does not show it
/// @param expiresAt when it ends
public record ConnectLink(String id, URI url, Optional<Instant> expiresAt) {
  static ConnectLink of(JsonObject answer) {
    return new ConnectLink(
        answer.requiredText("id"),
        answer.address("url").orElseThrow(() -> new JsonException("'url' is missing")),
        answer.time("expires_at"));
  }

  @Override
  public String toString() {
    return "ConnectLink[id=" + id + ", url=***, expiresAt=" + expiresAt + "]";
  }
}
