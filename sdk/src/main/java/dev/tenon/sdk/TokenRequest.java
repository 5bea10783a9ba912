package dev.tenon.sdk;

import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which token is asked for.
///
/// @param integration the name of the OAuth client
/// @param user the user, by the organisation's own id; empty for an integration in which no user
///   takes part, such as client credentials
/// @param minTtl how long the token must still be valid; zero leaves it to the hub
/// @param scopes what the token must allow; empty asks for no more than the connection has
public record TokenRequest(
    String integration, Optional<String> user, Duration minTtl, List<String> scopes) {
  /// Copies the scopes.
  public TokenRequest {
    scopes = List.copyOf(scopes);
  }

  /// Any valid token of `user` at `integration`.
  public static TokenRequest of(String integration, String user) {
    return new TokenRequest(integration, Optional.of(user), Duration.ZERO, List.of());
  }

  /// Any valid token of the app itself at `integration`.
  public static TokenRequest ofApp(String integration) {
    return new TokenRequest(integration, Optional.empty(), Duration.ZERO, List.of());
  }

  /// The same, with a token that is valid for at least `longer`.
  public TokenRequest withMinTtl(Duration longer) {
    return new TokenRequest(integration, user, longer, scopes);
  }

  /// The same, with a token that allows `more`.
  public TokenRequest withScopes(List<String> more) {
    return new TokenRequest(integration, user, minTtl, more);
  }

  JsonObject toJson() {
    var json = JsonObject.empty().with("integration", integration);
    json = user.isPresent() ? json.with("user", user.get()) : json;
    if (minTtl.compareTo(Duration.ZERO) > 0) {
      json = json.with("min_ttl", JsonNumber.of(minTtl.toSeconds()));
    }
    return scopes.isEmpty() ? json : json.with("scopes", JsonArray.ofTexts(scopes));
  }
}
