package dev.tenon.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a token endpoint granted (RFC 6749 §5.1), read leniently and judged strictly.
///
/// @param tokenType as answered, `Bearer` where the answer has none
/// @param expiresIn life of the access token from `requestedAt`; empty when the answer does not
///   say, which means neither never nor now
/// @param refreshToken empty when the answer has none: the one before stays in use
/// @param refreshExpiresIn life of the refresh token where the answer says it
/// @param scope what was granted; empty when the answer does not say, which means what was asked
/// @param metadata further fields of the answer that the connector keeps, never secrets
/// @param requestedAt from when lifetimes count: when the request was sent, since the provider
///   counts from when it made its answer, which may take a while to arrive
public record TokenResponse(
    AccessToken accessToken,
    String tokenType,
    Optional<Duration> expiresIn,
    Optional<RefreshToken> refreshToken,
    Optional<Duration> refreshExpiresIn,
    Optional<Scope> scope,
    Optional<IdToken> idToken,
    Map<String, String> metadata,
    Instant requestedAt) {
  public TokenResponse {
    metadata = Map.copyOf(metadata);
  }

  /// The same, keeping `more` too; of two values for one name that of `more` counts.
  public TokenResponse keeping(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(metadata);
    all.putAll(more);
    return new TokenResponse(
        accessToken,
        tokenType,
        expiresIn,
        refreshToken,
        refreshExpiresIn,
        scope,
        idToken,
        all,
        requestedAt);
  }
}
