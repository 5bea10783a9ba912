package dev.tenon.simulation;

import dev.tenon.connector.Lifetimes.Rotation;

/// I3: a refresh token is never sent twice, except by rule 7: while the provider forgives it, or
/// once the access token is over.
final class SentOnce implements Invariant {
  private final World world;

  SentOnce(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I3";
  }

  @Override
  public void sent(Sent request) {
    if (world.shape().rotation() == Rotation.STATIC) {
      return;
    }
    world.provider().requests().stream()
        .filter(other -> other.family == request.family && other.index == request.index)
        .filter(other -> !other.spentNothing())
        .findFirst()
        .filter(other -> !isForgiven(request, other) && !isOver(request))
        .ifPresent(other -> world.broken(this, request + " was sent before: " + other));
  }

  private boolean isForgiven(Sent request, Sent first) {
    return request.at - first.at <= world.shape().graceMillis() && world.shape().graceMillis() > 0;
  }

  /// As far as a wrong clock can tell: counted from when the token was asked for.
  private boolean isOver(Sent request) {
    long begin =
        world.provider().requests().stream()
            .filter(it -> it.family == request.family && it.index == request.index - 1)
            .filter(Sent::isGranted)
            .mapToLong(it -> it.at)
            .min()
            .orElse(request.family.firstIssuedAt(request.index));
    long end = begin + SimulatedProvider.ACCESS_LIFE_MILLIS;
    return request.at >= end - world.shape().mostSkew();
  }
}
