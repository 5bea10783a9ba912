package dev.tenon.sandbox.oauth;

import java.time.Duration;

/// The lifetimes of one provider and its rule for refresh tokens.
///
/// @param announcedSeconds the `expires_in` of token answers
/// @param refreshIdle how long a refresh token lives unused
/// @param rotation what a refresh does to the refresh token
/// @param reuseGrace how long a refresh token that was just used is forgiven; zero means never
public record Policy(
    Duration codeLifetime,
    Duration accessLifetime,
    int announcedSeconds,
    Duration refreshIdle,
    Rotation rotation,
    Duration reuseGrace) {

  /// What a refresh does to the refresh token.
  public enum Rotation {
    /// Each refresh token is good for one use; its reuse ends the grant.
    SINGLE_USE,
    /// The refresh token stays, and answers carry none.
    KEPT
  }

  /// Single use without grace.
  public static Policy singleUse(
      Duration codeLifetime, Duration accessLifetime, int announcedSeconds, Duration refreshIdle) {
    return new Policy(
        codeLifetime,
        accessLifetime,
        announcedSeconds,
        refreshIdle,
        Rotation.SINGLE_USE,
        Duration.ZERO);
  }

  /// The same with access tokens that live this long.
  public Policy withAccessLifetime(Duration lifetime) {
    return new Policy(
        codeLifetime,
        lifetime,
        Math.toIntExact(lifetime.toSeconds()),
        refreshIdle,
        rotation,
        reuseGrace);
  }

  /// The same with refresh tokens that live this long unused.
  public Policy withRefreshIdle(Duration idle) {
    return new Policy(codeLifetime, accessLifetime, announcedSeconds, idle, rotation, reuseGrace);
  }

  /// The same with another rotation.
  public Policy withRotation(Rotation other) {
    return new Policy(
        codeLifetime, accessLifetime, announcedSeconds, refreshIdle, other, reuseGrace);
  }

  /// The same with this grace for reuse.
  public Policy withReuseGrace(Duration grace) {
    return new Policy(codeLifetime, accessLifetime, announcedSeconds, refreshIdle, rotation, grace);
  }
}
