package dev.tenon.bench;

import dev.tenon.bench.load.Measured;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes what was measured, ratios first.
final class Report {
  private static final String TOKEN = "token";
  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void head(String command, Machine machine) {
    out.printf("# bench/%s%n%n", command.strip());
    out.printf("%s. %s.%n", LocalDate.now(ZoneOffset.UTC), machine.words());
    out.println("Ratios count; figures are of this machine on that day.");
  }

  void subject(String title, Subject hub) {
    out.printf("%n## %s, answers of %d bytes%n", title, hub.answerBytes());
  }

  void rounds(int connections, Rounds rounds) {
    out.printf("%n### %d connections%n%n", connections);
    for (String arm : rounds.arms()) {
      if (!arm.equals(TOKEN)) {
        out.printf(
            "- token to %s: **%.2f** of its throughput (rounds: %s)%n",
            arm, rounds.ratio(TOKEN, arm), rounds.range(TOKEN, arm));
      }
    }
    out.printf("- p99 of token: **%.1f** times its mean%n%n", rounds.median(TOKEN, Measured::tail));
    out.println(
        "| | answers/s | mean, ms | p50 | p90 | p99 | p99.9 | longest | p99 to mean | failed |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String arm : rounds.arms()) {
      out.printf(
          "| %s | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f | %.1f | %d |%n",
          arm,
          rounds.median(arm, Measured::rate),
          rounds.median(arm, it -> it.mean() / NANOS_PER_MILLI),
          rounds.median(arm, it -> it.p50() / NANOS_PER_MILLI),
          rounds.median(arm, it -> it.p90() / NANOS_PER_MILLI),
          rounds.median(arm, it -> it.p99() / NANOS_PER_MILLI),
          rounds.median(arm, it -> it.p999() / NANOS_PER_MILLI),
          rounds.median(arm, it -> it.longest() / NANOS_PER_MILLI),
          rounds.median(arm, Measured::tail),
          rounds.total(arm, Measured::failures));
    }
  }

  void statements(long tokens, long cold, long measured) {
    out.printf(
        "%nCalls into the database driver: %d for one token that was not in memory, **%d** while %d"
            + " were read from it.%n",
        cold, measured, tokens);
  }

  /// What the database says it was sent meanwhile.
  void sent(List<String> statements) {
    Map<String, Integer> counts = new TreeMap<>();
    statements.forEach(statement -> counts.merge(statement, 1, Integer::sum));
    out.printf("%nThe database's own log of the same time: %d statements.%n", statements.size());
    if (!counts.isEmpty()) {
      out.println();
    }
    counts.forEach((statement, count) -> out.printf("- %d times `%s`%n", count, statement));
  }
}
