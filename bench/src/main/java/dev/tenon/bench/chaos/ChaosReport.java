package dev.tenon.bench.chaos;

import dev.tenon.bench.Machine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Writes what a run came to, what must be zero first.
final class ChaosReport {
  private static final int MOST_STORIES = 25;

  private final PrintStream out;
  private final List<String> failures = new ArrayList<>();

  ChaosReport(PrintStream out) {
    this.out = out;
  }

  void head(String command, Plan plan, Duration took, Duration calm) {
    out.printf("# bench/chaos %s%n%n", command);
    out.printf(
        "%s. %s. %d %s on %s, %d connections, the sandbox with single-use rotation and punished"
            + " reuse. Trouble for %s, then %s until every connection was settled.%n",
        LocalDate.now(ZoneOffset.UTC),
        new Machine(false, false).words(),
        plan.nodes(),
        plan.nodes() == 1 ? "node" : "nodes",
        plan.sqlite() ? "SQLite" : "PostgreSQL",
        plan.connections(),
        words(took),
        words(calm));
  }

  /// What must hold.
  void must(
      long kills, Collection<Fate> fates, List<Reuse> reuses, Tally tally, Storm.Outcome storm) {
    out.printf("%n## What must hold%n%n| | must be | is |%n|---|---|---|%n");
    out.printf("| processes killed | | **%d** |%n", kills);
    zero("grants lost although the answer had reached us", count(fates, Fate.Kind.LOST));
    zero("connections neither refreshed nor told dead", count(fates, Fate.Kind.UNSETTLED));
    zero(
        "reuse seen by the provider outside the one last try after a lost answer",
        reuses.stream().filter(it -> !it.kind().isAllowed()).count());
    zero("wrong tokens served", tally.of(Callers.WRONG));
    zero("tokens served after their end", tally.of(Callers.EXPIRED));
    zero("tokens served that the provider refuses", tally.of(Callers.REFUSED));
    zero("answers to callers that should not be (4xx, 500)", tally.of(Callers.ODD));
    out.printf(
        "| token requests per expiry, %d connections, each asked for by %d callers at once of every"
            + " node | 1 | **%s** |%n",
        storm.connections(), Storm.CALLERS, storm.isOneEach() ? "1" : storm.requests().toString());
    if (!storm.isOneEach()) {
      failures.add("the storm");
    }
    out.printf(
        "%nIn the storm %d of %d callers got no token; different tokens per connection: %s.%n",
        storm.unanswered(),
        storm.tokens().values().stream().mapToInt(it -> it).sum() * Storm.CALLERS,
        storm.tokens());
  }

  private void zero(String what, long is) {
    out.printf("| %s | 0 | **%d** |%n", what, is);
    if (is != 0) {
      failures.add(what);
    }
  }

  void fates(Collection<Fate> fates, Verdict verdict, Map<String, Long> reasons) {
    out.printf("%n## What became of the connections%n%n| | |%n|---|---|%n");
    for (Fate.Kind kind : Fate.Kind.values()) {
      out.printf("| %s | %d |%n", kind.words(), count(fates, kind));
    }
    out.printf("%nWhat the hub says of those that are over: %s.%n", reasons);
    arrivals("by chance", verdict.arrivals(Fate.Kind.KILLED_AT_ONCE), verdict.arrival());
    arrivals("on purpose", verdict.arrivals(Fate.Kind.KILLED_AIMED), verdict.arrival());
    stories(
        fates.stream()
            .filter(it -> it.kind() == Fate.Kind.LOST || it.kind() == Fate.Kind.UNSETTLED)
            .map(Fate::story));
  }

  private void arrivals(String how, List<Verdict.Arrived> arrivals, Duration most) {
    if (!arrivals.isEmpty()) {
      out.printf(
          "%nKilled %s as the answer arrived: it had been handed to the network so many"
              + " milliseconds before, and no journal had it: %s. More than %d count as ours;"
              + " what the yardstick took meanwhile, in brackets where it was 5 or more, is"
              + " added.%n",
          how, arrivals, most.toMillis());
    }
  }

  /// How long answers took to where nothing can be lost.
  void ways(List<Duration> ways, List<Duration> cold, List<Duration> least) {
    out.printf(
        "%n| Milliseconds | | median | 90 %% | 99 %% | longest |%n|---|---|---|---|---|---|%n");
    spread(
        "from an answer's having been sent to its being stored; the journal has it before", ways);
    spread("the same at starts of all nodes at once that nobody disturbed", cold);
    spread("the yardstick: a byte read from a socket, a kilobyte written and synced", least);
  }

  private void spread(String what, List<Duration> sorted) {
    if (!sorted.isEmpty()) {
      out.printf(
          "| %s | %d | %d | %d | %d | %d |%n",
          what,
          sorted.size(),
          sorted.get(sorted.size() / 2).toMillis(),
          sorted.get(sorted.size() * 9 / 10).toMillis(),
          sorted.get(sorted.size() * 99 / 100).toMillis(),
          sorted.getLast().toMillis());
    }
  }

  void reuses(List<Reuse> reuses) {
    out.printf("%n## Refresh tokens that came twice%n%n| | |%n|---|---|%n");
    for (Reuse.Kind kind : Reuse.Kind.values()) {
      long count = reuses.stream().filter(it -> it.kind() == kind).count();
      out.printf("| %s | %d |%n", kind.words(), count);
    }
    stories(
        reuses.stream()
            .filter(it -> !it.kind().isAllowed())
            .map(it -> it.held() + ": " + it.call() + it.story()));
  }

  void troubles(Tally tally, Verdict verdict, int journalled) {
    out.printf("%n## What was done to it%n");
    table("Kills", tally.startingWith("kill: "));
    table("PostgreSQL stopped", tally.startingWith("database: "));
    table("Nodes", tally.startingWith("node: "));
    table("Users", tally.startingWith("user: "));
    table("Faults before the work, or harmless", tally.startingWith("fault: "));
    table("Answers thrown away after the work", tally.startingWith("fault after the work: "));
    table("Chosen points missed", tally.startingWith("chosen point missed: "));
    out.printf("%n## What was asked of it%n");
    table("Answers to callers", tally.startingWith("ask: "));
    table("Refusals", tally.startingWith("refusal: "));
    table("Served tokens, as the provider sees them", tally.startingWith("check: "));
    out.printf(
        "%n%d token calls, %d refreshes done by the providers; %d answers were found in journals of"
            + " killed processes and not yet in the database.%n",
        verdict.tokenCalls(), verdict.refreshes(), journalled);
    stories(tally.stories().stream());
  }

  private void table(String title, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return;
    }
    out.printf("%n| %s | |%n|---|---|%n", title);
    counts.forEach((name, count) -> out.printf("| %s | %d |%n", name.replace("|", "/"), count));
  }

  private void stories(Stream<String> stories) {
    List<String> all = stories.limit(MOST_STORIES).toList();
    if (!all.isEmpty()) {
      out.println();
    }
    all.forEach(it -> out.println("- " + it));
  }

  /// Says whether everything held.
  boolean end() {
    out.println();
    out.println(failures.isEmpty() ? "Everything held." : "**Did not hold: " + failures + "**");
    out.flush();
    return failures.isEmpty();
  }

  private static long count(Collection<Fate> fates, Fate.Kind kind) {
    return fates.stream().filter(it -> it.kind() == kind).count();
  }

  private static String words(Duration duration) {
    return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
