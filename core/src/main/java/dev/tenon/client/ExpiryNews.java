package dev.tenon.client;

import dev.tenon.client.ExpiringSecrets.Expiring;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Tells of client secrets that end: at each of [SecretExpiries#STAGES] once, whichever nodes look,
/// and of one that is already nearer at its nearest stage alone. Safe for use by any thread.
public final class ExpiryNews {
  private static final int BATCH = 100;

  private final ExpiringSecrets secrets;
  private final Clock clock;

  /// Tells of `secrets`.
  public ExpiryNews(ExpiringSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Tells what is to be told now; of how many secrets. To be called every hour or so.
  public int tell() {
    Instant now = clock.instant();
    int told = 0;
    // The nearest stage first, so that what it told is not told again at a farther one.
    for (int stage : SecretExpiries.STAGES) {
      Instant end = now.plus(Duration.ofDays(stage));
      int looked;
      int before;
      do {
        before = told;
        looked = 0;
        for (Expiring secret : secrets.untold(stage, end, BATCH)) {
          looked++;
          told += secrets.tell(secret, stage, now) ? 1 : 0;
        }
      } while (looked == BATCH && told > before);
    }
    return told;
  }
}
