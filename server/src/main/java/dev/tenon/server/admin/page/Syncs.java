package dev.tenon.server.admin.page;

import dev.tenon.sync.KeptSync;
import java.time.Duration;
import java.util.Optional;

/// How syncs stand and how often they run, for people. Pure.
public final class Syncs {
  /// How often a sync runs that has no schedule.
  public static final String BY_HAND = "by hand";

  private Syncs() {}

  /// The badge of a sync.
  public static Badge badge(KeptSync kept) {
    if (kept.standing().running()) {
      return Badge.plain("Running");
    }
    if (kept.sync().paused()) {
      return Badge.plain("Paused");
    }
    if (kept.standing().failures() > 0) {
      // Without a schedule nobody tries again unless somebody says so.
      return kept.sync().every().isPresent()
          ? Badge.wait("Not complete")
          : Badge.bad("Not complete");
    }
    return kept.standing().completeAt().isPresent()
        ? Badge.good("In step")
        : Badge.plain("Not run yet");
  }

  /// `every hour`, `every 90 minutes`, `by hand`: exactly, never rounded.
  public static String every(Optional<Duration> every) {
    return every.map(Syncs::every).orElse(BY_HAND);
  }

  private static String every(Duration every) {
    long seconds = every.toSeconds();
    if (seconds % 86_400 == 0) {
      return each(seconds / 86_400, "day", "days");
    }
    if (seconds % 3_600 == 0) {
      return each(seconds / 3_600, "hour", "hours");
    }
    return seconds % 60 == 0
        ? each(seconds / 60, "minute", "minutes")
        : each(seconds, "second", "seconds");
  }

  private static String each(long number, String one, String many) {
    return number == 1 ? "every " + one : "every " + Words.number(number) + " " + many;
  }

  /// How many records it keeps. While its first list is being read, nobody has counted yet.
  public static Optional<Long> counted(KeptSync kept) {
    long records = kept.standing().records();
    return records == 0 && kept.standing().completeAt().isEmpty()
        ? Optional.empty()
        : Optional.of(records);
  }
}
