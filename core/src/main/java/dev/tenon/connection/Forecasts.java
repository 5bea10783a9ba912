package dev.tenon.connection;

import dev.tenon.client.SecretExpiries;
import dev.tenon.connection.GrantPlans.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Tells ahead that a user has to consent again, where a grant ends whatever we do: at each stage
/// once, whichever nodes look, and of one that is already nearer at its nearest stage alone. Safe
/// for use by any thread.
public final class Forecasts {
  /// Days before the end at which it is told: the first stage is 14 days ahead, the last one day.
  static final List<Integer> DAYS = List.of(14, 7, 1);

  private static final int BATCH = 100;

  private final GrantPlans plans;
  private final Clock clock;

  /// Tells of the grants of `plans`.
  public Forecasts(GrantPlans plans, Clock clock) {
    this.plans = plans;
    this.clock = clock;
  }

  /// Tells what is to be told now; of how many grants. To be called every few minutes.
  public int tell() {
    Instant now = clock.instant();
    int told = 0;
    // The last stage first, so that what it told is not told again at an earlier one.
    for (int stage = DAYS.size(); stage > 0; stage--) {
      Instant before = now.plus(Duration.ofDays(DAYS.get(stage - 1)));
      List<Ending> batch;
      int done;
      do {
        batch = plans.ending(before, stage, BATCH);
        done = 0;
        for (Ending ending : batch) {
          done += plans.tell(ending, stage, event(ending, now)) ? 1 : 0;
        }
        told += done;
      } while (batch.size() == BATCH && done > 0);
    }
    return told;
  }

  private static ConnectionEvent event(Ending ending, Instant now) {
    return new ConnectionEvent(
        now,
        "reauthorization_due",
        Map.of(
            "ends_at", ending.endsAt().toString(),
            "days_left", Long.toString(SecretExpiries.daysLeft(ending.endsAt(), now))));
  }
}
