package dev.tenon.simulation;

import dev.tenon.connection.Status;
import dev.tenon.token.TokenResult;
import java.util.HashSet;
import java.util.Set;

/// I2: a token that reached any node's memory is not lost while that node's disk or the database
/// survives.
///
/// Nobody can wait for ever for a node that does not come back: once the access token is over and
/// the lease has been over for a while, the old refresh token is tried (rule 7), and what lies in
/// that node's journal is then worth nothing. So a family may end by reuse only while every node
/// whose journal has the newer token has not once been able to save it, for as long as it takes.
final class NothingLost implements Invariant {
  /// A node that runs and reaches the database saves what it has within this time.
  private static final long TIME_TO_SAVE_MILLIS = 4_000;

  private final World world;
  private final Set<Family> excused = new HashSet<>();

  NothingLost(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I2";
  }

  @Override
  public void familyEnded(Family family, Sent reuse) {
    excused.add(family);
    for (int index = reuse.index + 1; index <= family.newest(); index++) {
      for (Reached.Place place : world.reached().of(family.refreshToken(index))) {
        if (couldHaveBeenSaved(place, reuse)) {
          world.broken(
              this,
              "%s ended the family, while %s had been brought to safety: %s"
                  .formatted(reuse, family.refreshToken(index), place));
        }
      }
    }
  }

  private static boolean couldHaveBeenSaved(Reached.Place place, Sent reuse) {
    return switch (place) {
      // What was sent before that and came through after it is the risk that rule 7 takes.
      case Reached.Place.Store(long since) -> reuse.at > since;
      case Reached.Place.Journal(SimulatedNode node, long since) ->
          node.longestAble(since, reuse.at) >= TIME_TO_SAVE_MILLIS;
    };
  }

  @Override
  public void atRest(Asked last) {
    boolean served = last.result().filter(it -> it instanceof TokenResult.Issued).isPresent();
    boolean ended = last.after().filter(it -> it.status() == Status.REVOKED).isPresent();
    if (served || ended || last.after().isEmpty()) {
      return;
    }
    boolean dead =
        last.after()
            .flatMap(Sight::refreshToken)
            .map(world.provider()::family)
            .filter(family -> family.isDead() && isNobodysFault(family))
            .isPresent();
    if (!dead) {
      world.broken(this, "at rest, " + last.described() + ": " + last.result());
    }
  }

  private boolean isNobodysFault(Family family) {
    return family.killedBy().isEmpty() || excused.contains(family);
  }
}
