package dev.tenon.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// How long a workspace keeps what grows by itself. Numbers are days.
///
/// @param connectionEventsDays of what happened to connections; whatever their age the newest
///   [#EVENTS_ALWAYS_KEPT] of each connection stay
/// @param webhookEventsDays of what webhooks had to tell, with its deliveries
/// @param statisticsDays of the numbers of refreshes
/// @param auditDays of the audit log; empty for ever
public record Retention(
    int connectionEventsDays,
    int webhookEventsDays,
    int statisticsDays,
    Optional<Integer> auditDays) {
  /// How many events of a connection stay, however old they are.
  public static final int EVENTS_ALWAYS_KEPT = 1_000;

  private static final String FOR_EVER = "for_ever";

  public Retention {
    Kind.CONNECTION_EVENTS.require(connectionEventsDays);
    Kind.WEBHOOK_EVENTS.require(webhookEventsDays);
    Kind.STATISTICS.require(statisticsDays);
    auditDays.ifPresent(Kind.AUDIT::require);
  }

  /// What a workspace keeps that has chosen nothing.
  public static Retention standard() {
    return new Retention(90, 30, 35, Optional.empty());
  }

  /// For how many days things of `kind` are kept; empty for ever.
  public Optional<Integer> days(Kind kind) {
    return switch (kind) {
      case CONNECTION_EVENTS -> Optional.of(connectionEventsDays);
      case WEBHOOK_EVENTS -> Optional.of(webhookEventsDays);
      case STATISTICS -> Optional.of(statisticsDays);
      case AUDIT -> auditDays;
    };
  }

  /// What is older than this at `now` is not kept; empty where nothing is too old.
  public Optional<Instant> before(Kind kind, Instant now) {
    return days(kind).map(it -> now.minus(Duration.ofDays(it)));
  }

  /// Of what `after` keeps less.
  public Set<Kind> shortenedBy(Retention after) {
    Set<Kind> shortened = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      int now = days(kind).orElse(Integer.MAX_VALUE);
      if (after.days(kind).orElse(Integer.MAX_VALUE) < now) {
        shortened.add(kind);
      }
    }
    return shortened;
  }

  /// The old and the new number of each kind that `after` keeps for another time, as the audit log
  /// has them.
  Map<String, String> difference(Retention after) {
    Map<String, String> details = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      if (!days(kind).equals(after.days(kind))) {
        details.put(kind.field(), words(after.days(kind)));
        details.put("previous_" + kind.field(), words(days(kind)));
      }
    }
    return details;
  }

  private static String words(Optional<Integer> days) {
    return days.map(it -> Integer.toString(it)).orElse(FOR_EVER);
  }

  /// What is kept.
  public enum Kind {
    /// What happened to connections.
    CONNECTION_EVENTS("connection_events_days", 1, 3_650),
    /// What webhooks had to tell, and who has taken it.
    WEBHOOK_EVENTS("webhook_events_days", 1, 365),
    /// Numbers of refreshes. The overview's longest chart shows seven days.
    STATISTICS("statistics_days", 7, 1_095),
    /// Who did what.
    AUDIT("audit_days", 30, 36_500);

    private final String field;
    private final int least;
    private final int most;

    Kind(String field, int least, int most) {
      this.field = field;
      this.least = least;
      this.most = most;
    }

    /// What the API calls its number of days.
    public String field() {
      return field;
    }

    /// The fewest days.
    public int least() {
      return least;
    }

    /// The most days.
    public int most() {
      return most;
    }

    /// Whether it can be kept for so many days.
    public boolean allows(long days) {
      return days >= least && days <= most;
    }

    private void require(int days) {
      if (!allows(days)) {
        throw new IllegalArgumentException("%s is %d to %d".formatted(field, least, most));
      }
    }
  }
}
