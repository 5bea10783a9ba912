package dev.tenon.connection;

import java.time.Instant;
import java.util.Optional;

/// What lies ahead of one version of a grant.
///
/// @param nextRefreshAt when background work refreshes it; empty: never by itself
/// @param endsAt when its user has to consent again whatever we do, as far as is known
public record GrantPlan(Optional<Instant> nextRefreshAt, Optional<Instant> endsAt) {
  /// Nothing lies ahead.
  public static GrantPlan none() {
    return new GrantPlan(Optional.empty(), Optional.empty());
  }
}
