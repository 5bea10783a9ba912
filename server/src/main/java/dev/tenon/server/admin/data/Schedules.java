package dev.tenon.server.admin.data;

import dev.tenon.server.admin.data.SyncPage.Choice;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Words;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.Sync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often syncs run and how they stand, for people. Pure.
final class Schedules {
  static final String BY_HAND = "by hand";

  private static final List<Duration> USUAL =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7));

  private Schedules() {}

  static String words(Optional<Duration> every) {
    return every.map(Schedules::words).orElse(BY_HAND);
  }

  private static String words(Duration every) {
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

  /// The usual ones, and the one that is chosen, whatever it is.
  static List<Choice> choices(Optional<Duration> chosen) {
    List<Duration> all = new ArrayList<>(USUAL);
    chosen.filter(it -> !all.contains(it)).ifPresent(all::add);
    List<Choice> choices = new ArrayList<>();
    all.stream()
        .sorted()
        .forEach(
            it ->
                choices.add(
                    new Choice(
                        Long.toString(it.toSeconds()),
                        words(Optional.of(it)),
                        chosen.filter(it::equals).isPresent())));
    choices.add(new Choice("", "only by hand", chosen.isEmpty()));
    return choices;
  }

  /// What a form says: empty text is by hand; empty where it is no schedule.
  static Optional<Optional<Duration>> read(String seconds) {
    if (seconds.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    if (!seconds.matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    Duration every = Duration.ofSeconds(Long.parseLong(seconds));
    return every.compareTo(Sync.SHORTEST) >= 0 && every.compareTo(Sync.LONGEST) <= 0
        ? Optional.of(Optional.of(every))
        : Optional.empty();
  }

  static Badge badge(KeptSync kept) {
    if (kept.standing().running()) {
      return Badge.wait("Running");
    }
    if (kept.standing().failures() > 0) {
      return Badge.bad("Not complete");
    }
    if (kept.sync().paused()) {
      return Badge.plain("Paused");
    }
    return kept.standing().completeAt().isPresent()
        ? Badge.good("In step")
        : Badge.plain("Not run yet");
  }

  static String within(Sync sync) {
    return sync.within().isEmpty()
        ? "all"
        : String.join(
            ", ",
            sync.within().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it -> it.getKey() + " " + it.getValue())
                .toList());
  }
}
