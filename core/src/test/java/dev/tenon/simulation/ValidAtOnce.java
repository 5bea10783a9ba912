package dev.tenon.simulation;

import dev.tenon.connection.Status;
import dev.tenon.token.TokenResult;
import java.time.Duration;
import java.time.Instant;

/// I5: a valid token is served at once: not behind another connection's refresh, not behind a
/// provider that is down. One that is valid and short of time is served too, after a short try to
/// refresh it.
final class ValidAtOnce implements Invariant {
  /// Four looks of three seconds.
  private static final long LONGEST_TRY_MILLIS = 12_500;

  private final World world;

  ValidAtOnce(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "I5";
  }

  @Override
  public void asked(Asked asked) {
    if (asked.refused() || asked.result().isEmpty()) {
      return;
    }
    asked
        .unchanged()
        .filter(it -> it.status() != Status.REVOKED && it.status() != Status.PENDING_VERIFICATION)
        .ifPresent(sight -> check(asked, sight));
  }

  private void check(Asked asked, Sight sight) {
    Instant end = sight.grant().tokens().expiresAt().orElse(Instant.MAX);
    Instant now = SimulatedClock.BEGINNING.plusMillis(asked.ended() + asked.node().skewMillis());
    if (!now.isBefore(end)) {
      return;
    }
    boolean issued = asked.result().get() instanceof TokenResult.Issued;
    boolean fresh = Duration.between(now, end).compareTo(asked.minTtl()) >= 0;
    boolean waited = fresh ? asked.waits() > 0 : asked.waitedMillis() > LONGEST_TRY_MILLIS;
    if (!issued || waited) {
      world.broken(
          this,
          "%s, having waited %d times for %d ms; its token was valid until %s by a clock at %s"
              .formatted(asked.described(), asked.waits(), asked.waitedMillis(), end, now));
    }
  }
}
