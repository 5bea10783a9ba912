package dev.tenon.connection;

import java.time.Duration;
import java.util.Optional;

/// When an earlier attempt without an outcome, whose lease is free or over, may be replaced by
/// another one: that is, when a refresh token that may be spent is sent again.
///
/// @param reuseGrace replaced while the attempt is younger than this, because the provider forgives
///   it; zero when it does not
/// @param afterLease replaced when the attempt's lease was given back, or ended at least this long
///   ago; empty: not
public record UnfinishedRule(Duration reuseGrace, Optional<Duration> afterLease) {
  /// Sending again can hurt nobody.
  public static UnfinishedRule harmless() {
    return new UnfinishedRule(Duration.ZERO, Optional.of(Duration.ZERO));
  }

  /// Its owner may still tell the outcome, so it is waited for.
  ///
  /// @param reuseGrace in which the provider forgives; zero when it does not
  public static UnfinishedRule wait(Duration reuseGrace) {
    return new UnfinishedRule(reuseGrace, Optional.empty());
  }

  /// There is nothing left to lose but time: once its owner, had it crashed, could have come back.
  public static UnfinishedRule lastResort(Duration reuseGrace, Duration afterLease) {
    return new UnfinishedRule(reuseGrace, Optional.of(afterLease));
  }
}
