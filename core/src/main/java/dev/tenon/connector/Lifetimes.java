package dev.tenon.connector;

import java.time.Duration;
import java.util.Optional;

/// How long a provider's tokens live and what a refresh does to the refresh token.
///
/// @param accessToken used when an answer has no `expires_in`
/// @param accessTokenNeverExpires whether the provider says that access tokens do not expire
/// @param refreshIdle a refresh token unused for longer is dead
/// @param refreshAbsolute a refresh token older than this is dead, however often it was used
/// @param reuseGrace time in which the provider forgives that a spent refresh token is sent again;
///   zero when it does not
/// @param refreshBefore how long before its end an access token is better replaced; empty where the
///   hub's own rule does
public record Lifetimes(
    Optional<Duration> accessToken,
    boolean accessTokenNeverExpires,
    Optional<Duration> refreshIdle,
    Optional<Duration> refreshAbsolute,
    Rotation rotation,
    Duration reuseGrace,
    Optional<Duration> refreshBefore) {

  /// Nothing is known.
  public static Lifetimes unknown() {
    return new Lifetimes(
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Rotation.ROTATING,
        Duration.ZERO,
        Optional.empty());
  }

  /// What a refresh does to the refresh token.
  public enum Rotation {
    /// There are no refresh tokens.
    NONE,
    /// It stays the same.
    STATIC,
    /// It is replaced; the old one is dead.
    ROTATING,
    /// It is replaced, and a public client proves each refresh with a new code verifier.
    ROTATING_SERIAL_PKCE
  }
}
