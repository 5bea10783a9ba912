package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A program that asks for tokens.
///
/// @param returnUrls where its users may be sent back to after connecting
/// @param integrations the integrations that it may use, where the hub says
/// @param members everything that the hub said
public record App(
    String name,
    List<URI> returnUrls,
    List<String> integrations,
    Optional<Instant> createdAt,
    JsonObject members) {
  /// Copies the lists.
  public App {
    returnUrls = List.copyOf(returnUrls);
    integrations = List.copyOf(integrations);
  }

  static App of(JsonObject members) {
    return new App(
        members.requiredText("name"),
        members.texts("return_urls").stream().map(URI::create).toList(),
        members.texts("integrations"),
        members.time("created_at"),
        members);
  }
}
