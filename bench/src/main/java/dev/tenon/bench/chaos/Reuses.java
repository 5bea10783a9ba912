package dev.tenon.bench.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Says of every refresh token that came twice whether it may have.
final class Reuses {
  private final Verdict verdict;
  private final Senders senders;
  private final History history;
  private final Barriers barriers;

  Reuses(Verdict verdict, Senders senders, History history, Barriers barriers) {
    this.verdict = verdict;
    this.senders = senders;
    this.history = history;
    this.barriers = barriers;
  }

  /// Every refresh token that came when it had been spent.
  List<Reuse> all(Map<String, Held> byGrantId, Map<Held, Fate> fates) {
    List<Reuse> reuses = new ArrayList<>();
    verdict
        .byGrant()
        .forEach(
            (grant, all) -> {
              Held held = byGrantId.get(grant);
              if (held != null) {
                reuses(held, all, Objects.requireNonNull(fates.get(held)), reuses);
              }
            });
    return reuses;
  }

  private void reuses(Held held, List<TokenCall> all, Fate fate, List<Reuse> found) {
    List<TokenCall> spent = all.stream().filter(TokenCall::isSpent).toList();
    Optional<TokenCall> earlier = Optional.empty();
    for (TokenCall call : all) {
      boolean again =
          call.workedStatus() != 0
              && !call.isSpent()
              && spent.stream()
                  .anyMatch(it -> it.turn() == call.turn() && isWorkedBefore(it, call));
      if (again) {
        Reuse.Kind kind = judged(held, call, spent, fate, earlier);
        found.add(new Reuse(held, call, kind, story(held, call, fate, earlier)));
        earlier = Optional.of(call);
      }
    }
  }

  private static boolean isWorkedBefore(TokenCall one, TokenCall other) {
    return !one.worked().orElseThrow().isAfter(other.worked().orElseThrow());
  }

  private Reuse.Kind judged(
      Held held, TokenCall call, List<TokenCall> spent, Fate fate, Optional<TokenCall> earlier) {
    boolean newest = spent.getLast().turn() == call.turn();
    boolean answerLost =
        fate.kind() == Fate.Kind.THROWN_AWAY
            || fate.kind() == Fate.Kind.KILLED_BEFORE
            || fate.kind() == Fate.Kind.KILLED_UNREAD
            || fate.kind() == Fate.Kind.KILLED_AT_ONCE
            || fate.kind() == Fate.Kind.KILLED_AIMED;
    if (!newest || !answerLost) {
      return Reuse.Kind.OUTSIDE;
    }
    boolean over =
        history
            .at(held.id(), call.arrived())
            .map(it -> !it.expires().isAfter(call.arrived()))
            .orElse(true);
    if (!over) {
      return Reuse.Kind.TOO_EARLY;
    }
    if (earlier.isEmpty()) {
      return Reuse.Kind.LAST_RESORT;
    }
    if (isUnheard(held, earlier.get())) {
      return Reuse.Kind.REPEATED;
    }
    return isUnwritten(held, earlier.get()) && !history.isOver(held.id(), call.arrived())
        ? Reuse.Kind.UNWRITTEN
        : Reuse.Kind.OUTSIDE;
  }

  private String story(Held held, TokenCall call, Fate fate, Optional<TokenCall> earlier) {
    return ", by "
        + senders.of(held, call).map(verdict::words).orElse("nobody known")
        + "; "
        + fate.kind().words()
        + earlier
            .map(
                it ->
                    "; before: "
                        + it
                        + ", by "
                        + senders.of(held, it).map(verdict::words).orElse("?"))
            .orElse("");
  }

  /// Whether the answer to `call` may not have been heard, or not been written down.
  private boolean isUnheard(Held held, TokenCall call) {
    boolean thrownAway = !call.whole() || call.endedStatus() != call.workedStatus();
    boolean killed =
        senders
            .of(held, call)
            .map(life -> senders.isUnread(life, call) || isKilledAtOnce(life, call))
            .orElse(false);
    return thrownAway || killed;
  }

  private boolean isKilledAtOnce(Life life, TokenCall call) {
    Instant end = call.ended().map(verdict::arrived).orElse(Instant.MAX);
    return life.kill().map(kill -> kill.at().isBefore(end)).orElse(false);
  }

  /// Whether whoever heard the refusal that `call` brought could not write it down.
  private boolean isUnwritten(Held held, TokenCall call) {
    Instant heard = call.ended().orElseThrow();
    Instant by = verdict.arrived(heard);
    return barriers.isBetween(held.id(), heard, by)
        || senders.of(held, call).map(life -> life.isPausedBetween(heard, by)).orElse(false);
  }
}
