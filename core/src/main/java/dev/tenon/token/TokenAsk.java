package dev.tenon.token;

import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.oauth.Scope;
import java.time.Duration;
import java.util.Optional;

/// What an app asks for.
///
/// @param user empty where the integration is the app's own (client credentials)
/// @param minTtl how long the token should be valid at least
/// @param scopes that the token must have; none: whatever was granted
public record TokenAsk(
    IntegrationName integration, Optional<UserId> user, Duration minTtl, Scope scopes) {
  /// What is assumed when an app does not say: long enough for a call and its retry.
  public static final Duration DEFAULT_MIN_TTL = Duration.ofSeconds(60);
}
