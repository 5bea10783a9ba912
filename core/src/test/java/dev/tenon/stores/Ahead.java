package dev.tenon.stores;

import dev.tenon.connection.GrantPlan;
import java.time.Instant;
import java.util.Optional;

/// What lies ahead of a grant, besides its next refresh.
///
/// @param plannedVersion the version that it was planned for
/// @param toldStage how near the end was when its user was last told
/// @param toldEnd of which end that was
record Ahead(
    Optional<Long> plannedVersion,
    Optional<Instant> endsAt,
    int toldStage,
    Optional<Instant> toldEnd) {

  /// Nothing is known.
  static Ahead unplanned() {
    return new Ahead(Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  Ahead planned(long version, GrantPlan plan) {
    boolean later =
        toldEnd.isPresent() && plan.endsAt().filter(toldEnd.get()::isBefore).isPresent();
    return new Ahead(Optional.of(version), plan.endsAt(), later ? 0 : toldStage, toldEnd);
  }

  Ahead told(int stage) {
    return new Ahead(plannedVersion, endsAt, stage, endsAt);
  }

  Ahead forgotten() {
    return new Ahead(Optional.empty(), endsAt, toldStage, toldEnd);
  }

  boolean isFor(long version) {
    return plannedVersion.equals(Optional.of(version));
  }
}
