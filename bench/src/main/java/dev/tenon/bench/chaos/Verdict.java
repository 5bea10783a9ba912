package dev.tenon.bench.chaos;

import dev.tenon.bench.chaos.Providers.GrantState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Says of every connection what became of it. From what the provider saw, what the database was
/// written, what the journals of killed processes held, and when each process lived.
final class Verdict {
  /// See [#arrival]; whatever was measured, no less and no more than this.
  private static final Duration LEAST_ARRIVAL = Duration.ofMillis(250);

  private static final Duration MOST_ARRIVAL = Duration.ofSeconds(1);

  private final List<TokenCall> calls;
  private final Map<String, GrantState> grants;
  private final History history;
  private final Optional<Witness> witness;
  private final Senders senders;
  private final Yardstick yardstick;
  private final List<ColdStart> cold;
  private Duration arrival = LEAST_ARRIVAL;
  private List<Duration> coldWays = List.of();
  private final Map<String, List<TokenCall>> byGrant = new HashMap<>();
  private final Map<Fate.Kind, List<Arrived>> arrivals = new EnumMap<>(Fate.Kind.class);

  Verdict(
      List<TokenCall> calls,
      Map<String, GrantState> grants,
      History history,
      Optional<Witness> witness,
      Senders senders,
      Yardstick yardstick,
      List<ColdStart> cold) {
    this.yardstick = yardstick;
    this.calls = calls;
    this.grants = grants;
    this.history = history;
    this.witness = witness;
    this.senders = senders;
    for (TokenCall call : calls) {
      if (!call.grant().isEmpty()) {
        byGrant.computeIfAbsent(call.grant(), _ -> new ArrayList<>()).add(call);
      }
    }
    this.cold = cold;
  }

  /// Measures what answers took at the start that nobody disturbed.
  void measure(Map<String, Held> byGrantId) {
    coldWays = ways(byGrantId, call -> call.ended().filter(this::isWatched).isPresent());
    Duration longest = coldWays.isEmpty() ? Duration.ZERO : coldWays.getLast();
    arrival = Stream.of(longest, MOST_ARRIVAL).min(Comparator.naturalOrder()).orElseThrow();
    arrival = Stream.of(arrival, LEAST_ARRIVAL).max(Comparator.naturalOrder()).orElseThrow();
  }

  private boolean isWatched(Instant time) {
    return cold.stream().anyMatch(start -> start.watched(time));
  }

  /// From the moment that an answer was handed to the network to its being in the journal: so long
  /// a process may be killed without that being ours, on a machine that does the least of it in no
  /// time; what the [Yardstick] took just then is added. The longest that it took at the starts
  /// that nobody disturbed: of many kills it is the longest ways that they meet.
  Duration arrival() {
    return arrival;
  }

  /// What answers took at those starts, the shortest first.
  List<Duration> coldWays() {
    return coldWays;
  }

  /// How long before the kill the answers had been handed to the network that were lost on arrival.
  List<Arrived> arrivals(Fate.Kind kind) {
    return arrivals.getOrDefault(kind, List.of()).stream()
        .sorted(Comparator.comparing(Arrived::before))
        .toList();
  }

  /// One that was killed as the answer arrived.
  ///
  /// @param before how long the answer had been on its way
  /// @param least what the yardstick took meanwhile
  record Arrived(Duration before, Duration least) {
    @Override
    public String toString() {
      return before.toMillis() + (least.toMillis() < 5 ? "" : " (" + least.toMillis() + ")");
    }
  }

  /// Of every answer that was sent and stored: how long after. The database's being away counts.
  List<Duration> ways(Map<String, Held> byGrantId) {
    return ways(byGrantId, _ -> true);
  }

  private List<Duration> ways(Map<String, Held> byGrantId, Predicate<TokenCall> condition) {
    List<Duration> ways = new ArrayList<>();
    for (TokenCall call : calls) {
      Held held = byGrantId.get(call.grant());
      if (held != null && call.isAnswered() && condition.test(call)) {
        history
            .stored(held.id(), call.turn() + 1)
            .ifPresent(at -> ways.add(Duration.between(call.ended().orElseThrow(), at)));
      }
    }
    return ways.stream().sorted().toList();
  }

  /// All calls about a grant, by grant.
  Map<String, List<TokenCall>> byGrant() {
    return byGrant;
  }

  /// By when what was handed to the network at `time` has come as far as a journal, at the latest.
  Instant arrived(Instant time) {
    return time.plus(arrival).plus(yardstick.longest(time, time.plus(arrival)));
  }

  long tokenCalls() {
    return calls.size();
  }

  long refreshes() {
    return byGrant.values().stream().flatMap(List::stream).filter(TokenCall::isSpent).count();
  }

  Fate fate(Held held, Set<Held> unsettled) {
    GrantState state = grants.get(held.grant());
    if (state == null) {
      return new Fate(held, Fate.Kind.LOST, held + ": the provider does not know the grant");
    }
    if (!held.isDead() && !unsettled.contains(held) && state.ended().isEmpty()) {
      return alive(held, state);
    }
    if (!held.isDead() && state.ended().isEmpty()) {
      return new Fate(held, Fate.Kind.UNSETTLED, held + ", turn " + state.turn());
    }
    if (state.ended().isEmpty()) {
      return new Fate(held, Fate.Kind.LOST, held + ": the grant lives at the provider");
    }
    Optional<TokenCall> last = lastSpent(held);
    return last.isEmpty()
        ? new Fate(held, Fate.Kind.LOST, held + ": nothing was ever spent, " + state)
        : lost(held, last.get());
  }

  private Fate alive(Held held, GrantState state) {
    Optional<Long> version = history.lastVersion(held.id());
    if (version.isPresent() && version.get() != state.turn()) {
      return new Fate(
          held,
          Fate.Kind.LOST,
          held + ": version " + version.get() + " is stored, the turn is " + state.turn());
    }
    return new Fate(held, Fate.Kind.ALIVE, "");
  }

  private Optional<TokenCall> lastSpent(Held held) {
    return byGrant.getOrDefault(held.grant(), List.of()).stream()
        .filter(TokenCall::isSpent)
        .reduce((_, later) -> later);
  }

  /// What became of the answer to `call`, after which nobody had a refresh token.
  private Fate lost(Held held, TokenCall call) {
    Optional<Life> life = senders.of(held, call);
    String story = held + ": " + call + ", " + life.map(this::words).orElse("owner unknown");
    long version = call.turn() + 1;
    if (witness.map(it -> it.has(held.id(), version)).orElse(false)) {
      return new Fate(held, Fate.Kind.LOST, "in a journal; " + story);
    }
    if (history.stored(held.id(), version).isPresent()) {
      return new Fate(held, Fate.Kind.LOST, "stored once; " + story);
    }
    Instant worked = call.worked().orElseThrow();
    Instant ended = call.ended().orElse(Instant.MAX);
    Optional<Instant> killed = life.flatMap(Life::kill).map(Life.Kill::at);
    if (killed.isPresent() && killed.get().isBefore(ended)) {
      boolean before = killed.get().isBefore(worked);
      return new Fate(
          held,
          Fate.Kind.KILLED_BEFORE,
          (before ? "before the work; " : "between work and answer; ") + story);
    }
    if (!call.isAnswered()) {
      return new Fate(held, Fate.Kind.THROWN_AWAY, story);
    }
    if (killed.isPresent() && life.isPresent()) {
      return arrived(held, call, life.get(), ended, killed.get(), story);
    }
    return new Fate(held, Fate.Kind.LOST, "answered, and nobody was killed; " + story);
  }

  private Fate arrived(
      Held held, TokenCall call, Life life, Instant ended, Instant killed, String story) {
    if (senders.isUnread(life, call)) {
      return new Fate(held, Fate.Kind.KILLED_UNREAD, story);
    }
    Duration between = Duration.between(ended, killed);
    Duration least = yardstick.longest(ended, killed);
    if (between.compareTo(arrival.plus(least)) <= 0) {
      boolean aimed =
          life.kill().map(it -> it.point().equals(Director.AS_THE_ANSWER_GOES)).orElse(false);
      Fate.Kind kind = aimed ? Fate.Kind.KILLED_AIMED : Fate.Kind.KILLED_AT_ONCE;
      arrivals.computeIfAbsent(kind, _ -> new ArrayList<>()).add(new Arrived(between, least));
      return new Fate(held, kind, between.toMillis() + " ms after the answer was sent; " + story);
    }
    return life.isPausedAt(ended)
        ? new Fate(held, Fate.Kind.KILLED_AT_ONCE, "it was paused; " + story)
        : new Fate(
            held,
            Fate.Kind.LOST,
            between.toMillis()
                + " ms after the answer was sent, the yardstick taking "
                + least.toMillis()
                + "; "
                + story);
  }

  String words(Life life) {
    return "process "
        + life.pid()
        + " from "
        + life.start()
        + life.up().map(it -> " answering by " + it).orElse(" never answering")
        + (life.pauses().isEmpty() ? "" : " " + life.pauses())
        + life.kill().map(it -> " killed " + it.point() + " at " + it.at()).orElse(" not killed");
  }
}
