package dev.tenon.cli.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// How times are shown to people: to the minute, in UTC, as `2026-01-31 09:30Z`.
public final class Times {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /// The time.
  public static String show(Instant time) {
    return MINUTE.format(time);
  }
}
