package dev.tenon.simulation;

import dev.tenon.connection.GrantTokens;
import dev.tenon.connector.Lifetimes.Rotation;
import java.util.Optional;

/// I6: nothing but a refresh, a connect or an import can change a token; each makes the version
/// grow by one, and none puts something older in the place of something newer.
final class OnlyRefreshChanges implements Invariant {
  private final World world;

  OnlyRefreshChanges(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I6";
  }

  @Override
  public void changed(Optional<Sight> before, Sight after) {
    if (before.isEmpty()) {
      return;
    }
    long grown = after.version() - before.get().version();
    boolean kept = isSame(before.get().grant().tokens(), after.grant().tokens());
    if (grown == 0 ? !kept : grown != 1 || !isNewer(before.get(), after)) {
      world.broken(this, before.get() + " became " + after);
    }
  }

  private static boolean isSame(GrantTokens one, GrantTokens other) {
    return one.accessToken().equals(other.accessToken())
        && one.refreshToken().equals(other.refreshToken());
  }

  private boolean isNewer(Sight before, Sight after) {
    if (before.refreshToken().isEmpty() || after.refreshToken().isEmpty()) {
      return before.refreshToken().isEmpty() == after.refreshToken().isEmpty();
    }
    String old = before.refreshToken().get();
    String young = after.refreshToken().get();
    Family oldFamily = world.provider().family(old);
    Family youngFamily = world.provider().family(young);
    if (!oldFamily.equals(youngFamily)) {
      return youngFamily.number > oldFamily.number;
    }
    return SimulatedProvider.index(young) > SimulatedProvider.index(old)
        || world.shape().rotation() == Rotation.STATIC;
  }
}
