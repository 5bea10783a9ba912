package dev.tenon.server.admin;

import dev.tenon.overview.Overviews.Hour;
import dev.tenon.server.admin.page.Words;
import dev.tenon.token.RefreshOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Refreshes over time by outcome: a chart that the server draws, and the same as a table.
///
/// @param summary what it shows, in one sentence
/// @param top the number at the upper edge
/// @param legend what there was of each series
/// @param rows the bars as a table, newest first, without those in which nothing happened
/// @param from the first moment, for people
/// @param to the last
record RefreshChart(
    String summary,
    boolean empty,
    String top,
    List<Bar> bars,
    List<Legend> legend,
    List<Row> rows,
    String from,
    String to) {
  static final int WIDTH = 720;
  static final int HEIGHT = 160;

  private static final int GAP = 3;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// What refreshes are told apart by here.
  enum Series {
    REFRESHED("good", "Refreshed"),
    AWAY("wait", "Provider away"),
    REJECTED("bad", "Client rejected"),
    DEAD("plain", "User must reconnect"),
    FAULT("fault", "Hub fault");

    private final String kind;
    private final String label;

    Series(String kind, String label) {
      this.kind = kind;
      this.label = label;
    }
  }

  /// @param label tells it to whoever points at it or hears it
  record Bar(String label, List<Piece> pieces, String x, String width) {}

  record Piece(String kind, String y, String height) {}

  record Legend(String kind, String label, String count) {}

  record Row(String time, List<String> counts) {}

  /// The names of the series, in order.
  static List<String> names() {
    return List.of(Series.values()).stream().map(it -> it.label).toList();
  }

  /// The chart of `hours`, from `from` on, in `bars` bars of `step` each.
  static RefreshChart of(List<Hour> hours, Instant from, Duration step, int bars) {
    List<Map<Series, Long>> counts = new ArrayList<>();
    for (int i = 0; i < bars; i++) {
      counts.add(new EnumMap<>(Series.class));
    }
    Map<Series, Long> totals = new EnumMap<>(Series.class);
    for (Hour hour : hours) {
      long place = Duration.between(from, hour.hour()).dividedBy(step);
      Optional<Series> series = series(hour.outcome());
      if (series.isPresent() && place >= 0 && place < bars) {
        counts.get((int) place).merge(series.get(), hour.count(), Long::sum);
        totals.merge(series.get(), hour.count(), Long::sum);
      }
    }
    long highest = counts.stream().mapToLong(RefreshChart::sum).max().orElse(0);
    long top = top(highest);
    return new RefreshChart(
        summary(totals),
        highest == 0,
        Words.number(top),
        bars(counts, from, step, top),
        legend(totals),
        rows(counts, from, step),
        HOUR.format(from),
        "now");
  }

  /// The beginning of the first of `bars` bars, the last of which has `now` in it.
  static Instant from(Instant now, Duration step, int bars) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    return hour.plus(Duration.ofHours(1)).minus(step.multipliedBy(bars));
  }

  /// Flights that did not ask the provider are no refreshes.
  private static Optional<Series> series(RefreshOutcome outcome) {
    return switch (outcome) {
      case REFRESHED, UNSAVED -> Optional.of(Series.REFRESHED);
      case PROVIDER_AWAY, UNANSWERED -> Optional.of(Series.AWAY);
      case CLIENT_REJECTED -> Optional.of(Series.REJECTED);
      case GRANT_DEAD -> Optional.of(Series.DEAD);
      case FAULT -> Optional.of(Series.FAULT);
      case MOVED, NOT_TRIED -> Optional.empty();
    };
  }

  private static List<Bar> bars(
      List<Map<Series, Long>> counts, Instant from, Duration step, long top) {
    double slot = (double) WIDTH / counts.size();
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      Map<Series, Long> of = counts.get(i);
      List<Piece> pieces = new ArrayList<>();
      double y = HEIGHT;
      for (Map.Entry<Series, Long> each : of.entrySet()) {
        double height = Math.max(1.5, (double) HEIGHT * each.getValue() / top);
        y -= height;
        pieces.add(new Piece(each.getKey().kind, decimal(Math.max(0, y)), decimal(height)));
      }
      String time = HOUR.format(from.plus(step.multipliedBy(i)));
      bars.add(
          new Bar(
              time + " UTC: " + told(of),
              pieces,
              decimal(i * slot + GAP / 2.0),
              decimal(slot - GAP)));
    }
    return bars;
  }

  private static List<Row> rows(List<Map<Series, Long>> counts, Instant from, Duration step) {
    List<Row> rows = new ArrayList<>();
    for (int i = counts.size() - 1; i >= 0; i--) {
      Map<Series, Long> of = counts.get(i);
      if (!of.isEmpty()) {
        rows.add(
            new Row(
                HOUR.format(from.plus(step.multipliedBy(i))),
                List.of(Series.values()).stream()
                    .map(it -> Words.number(of.getOrDefault(it, 0L)))
                    .toList()));
      }
    }
    return rows;
  }

  private static List<Legend> legend(Map<Series, Long> totals) {
    return List.of(Series.values()).stream()
        .filter(it -> it == Series.REFRESHED || totals.containsKey(it))
        .map(it -> new Legend(it.kind, it.label, Words.number(totals.getOrDefault(it, 0L))))
        .toList();
  }

  private static String summary(Map<Series, Long> totals) {
    long all = sum(totals);
    if (all == 0) {
      return "No token was refreshed in this time.";
    }
    long good = totals.getOrDefault(Series.REFRESHED, 0L);
    // Cut and not rounded: 100 % says that none failed.
    String share = decimal(Math.floor(1000.0 * good / all) / 10);
    return "%s, of which %s %% brought new tokens."
        .formatted(Words.count(all, "refresh", "refreshes"), share);
  }

  private static String told(Map<Series, Long> of) {
    if (of.isEmpty()) {
      return "none";
    }
    return String.join(
        ", ",
        of.entrySet().stream()
            .map(
                it ->
                    Words.number(it.getValue()) + " " + it.getKey().label.toLowerCase(Locale.ROOT))
            .toList());
  }

  private static long sum(Map<Series, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The next number above that is easy to read: 1, 2 or 5 and zeros.
  private static long top(long highest) {
    long power = 1;
    while (true) {
      for (long step : new long[] {1, 2, 5}) {
        if (highest <= step * power) {
          return step * power;
        }
      }
      power *= 10;
    }
  }

  private static String decimal(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
