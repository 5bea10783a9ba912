package dev.tenon.bench.chaos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What is going on, for whoever watches; the report alone goes to standard output.
public final class Log {
  private Log() {}

  /// Says `words` with the time.
  public static void say(String words) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + words);
  }
}
