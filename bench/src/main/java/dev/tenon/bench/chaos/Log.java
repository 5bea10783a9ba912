package dev.tenon.bench.chaos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What is going on, for whoever watches; the report alone goes to standard output.
final class Log {
  private Log() {}

  static void say(String words) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + words);
  }
}
