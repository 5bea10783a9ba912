package dev.tenon.simulation;

import dev.tenon.connection.ConnectionId;
import java.util.Optional;

/// I1: one token request at a time per connection, over all nodes. And none without the lease.
final class OneRequestAtATime implements Invariant {
  private final World world;

  OneRequestAtATime(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I1";
  }

  @Override
  public void sent(Sent request) {
    long now = world.stage().now();
    world.provider().requests().stream()
        .filter(other -> other.family == request.family && other.isUnderWay(now))
        .findFirst()
        .ifPresent(other -> world.broken(this, request + " while under way: " + other));
    Optional<ConnectionId> connection = world.connection(request.family);
    // A family that a newer consent has replaced was fenced off; nobody else sends its tokens.
    boolean isStored =
        world
            .sight(request.family.user)
            .flatMap(Sight::refreshToken)
            .filter(token -> world.provider().family(token).equals(request.family))
            .isPresent();
    if (isStored
        && connection.isPresent()
        && !world.leases().isHeld(connection.get(), request.node)) {
      world.broken(this, request + " was sent without holding the lease");
    }
  }
}
