package dev.tenon.server.admin.data;

import dev.tenon.server.admin.data.SyncPage.Choice;
import dev.tenon.server.admin.page.Syncs;
import dev.tenon.sync.Sync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often syncs may be told to run, and what they take in, for people. Pure.
final class Schedules {
  private static final List<Duration> USUAL =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7));

  private Schedules() {}

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
                        Syncs.every(Optional.of(it)),
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
