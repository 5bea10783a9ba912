package dev.tenon.simulation;

import dev.tenon.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// I8: time inside leases is the database's time; `expires_in` counts from the request; a clock
/// that is ten minutes wrong loses nothing. The last is what all the others say in worlds whose
/// clocks are wrong.
final class ClocksMayBeWrong implements Invariant {
  private final World world;

  ClocksMayBeWrong(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I8";
  }

  @Override
  public void leased(ConnectionId connection, Optional<LeaseBook.Held> before, LeaseBook.Held now) {
    before.ifPresent(it -> world.broken(this, now + " was given while it was another's: " + it));
  }

  @Override
  public void changed(Optional<Sight> before, Sight after) {
    boolean isNew = before.filter(it -> it.version() == after.version()).isEmpty();
    if (isNew && !expiresAsAsked(after)) {
      world.broken(this, "counted from something else than the request: " + after);
    }
  }

  private static boolean expiresAsAsked(Sight sight) {
    Instant end =
        sight
            .grant()
            .tokens()
            .requestedAt()
            .plus(Duration.ofMillis(SimulatedProvider.ACCESS_LIFE_MILLIS));
    return sight.grant().tokens().expiresAt().filter(end::equals).isPresent();
  }
}
