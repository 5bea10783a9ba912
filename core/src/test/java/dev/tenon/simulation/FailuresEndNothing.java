package dev.tenon.simulation;

import dev.tenon.connection.Status;
import java.util.Optional;

/// I4: no failure deletes a grant. Only a person, or the provider's word about the very token that
/// is stored, ends one.
final class FailuresEndNothing implements Invariant {
  private final World world;

  FailuresEndNothing(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I4";
  }

  @Override
  public void changed(Optional<Sight> before, Sight after) {
    if (after.status() == Status.REAUTHORIZATION_REQUIRED && !isRefused(after)) {
      world.broken(this, "ended without the provider's word: " + after);
    }
    if (after.status() == Status.REVOKED && !world.wasRevoked(after.grant().connection())) {
      world.broken(this, "revoked by nobody: " + after);
    }
  }

  private boolean isRefused(Sight sight) {
    return sight
        .refreshToken()
        .map(
            token ->
                world.provider().family(token).refused.contains(SimulatedProvider.index(token)))
        // What the app holds itself needs nobody.
        .orElse(false);
  }
}
