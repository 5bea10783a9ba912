package dev.tenon.simulation;

import dev.tenon.connection.ConnectionId;
import dev.tenon.token.IssuedToken;
import dev.tenon.token.TokenResult;
import java.util.ArrayList;
import java.util.List;

/// I7: after a delete or revoke returns, no node hands that token out; nor after a report one that
/// was replaced.
final class RevokedIsGone implements Invariant {
  private final World world;
  private final List<Gone> gone = new ArrayList<>();

  RevokedIsGone(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I7";
  }

  @Override
  public void revoked(ConnectionId connection, Life life, long now) {
    gone.add(new Gone(connection, Long.MAX_VALUE, now));
  }

  @Override
  public void replaced(ConnectionId connection, long version, Life life, long now) {
    gone.add(new Gone(connection, version, now));
  }

  @Override
  public void asked(Asked asked) {
    if (asked.result().isPresent()
        && asked.result().get() instanceof TokenResult.Issued(IssuedToken token)) {
      gone.stream()
          .filter(it -> it.connection().equals(token.connection()))
          .filter(it -> token.version() < it.until())
          .filter(it -> asked.begun() > it.since())
          .findFirst()
          .ifPresent(
              it ->
                  world.broken(
                      this,
                      "%s: version %d, which was gone since %.3f s"
                          .formatted(asked.described(), token.version(), it.since() / 1000.0)));
    }
  }

  /// Versions before `until` are gone. At the same moment is before or after; the next millisecond
  /// is after.
  private record Gone(ConnectionId connection, long until, long since) {}
}
