package dev.tenon.token;

import dev.tenon.client.RefreshMode;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connector.Lifetimes;
import dev.tenon.token.LearnedLifetimes.Learned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Says when a grant is refreshed by itself and when its user has to consent again. Everything is
/// jittered, so that what came together does not come together again. Safe for use by any thread.
public final class RefreshSchedule {
  /// How often a refresh token is used of which nobody knows how long it may lie idle: Trimble's
  /// die after 9 days, Autodesk's after 15.
  static final Duration UNKNOWN_IDLE_USE = Duration.ofDays(7);

  private static final Duration LONGEST_BEFORE = Duration.ofMinutes(10);
  private static final Duration SHORTEST_BEFORE = Duration.ofSeconds(90);

  private final LearnedLifetimes learned;
  private final RandomGenerator random;

  /// Takes what no connector declares from `learned`.
  public RefreshSchedule(LearnedLifetimes learned, RandomGenerator random) {
    this.learned = learned;
    this.random = random;
  }

  /// The plan of `tokens`, which were received just now or earlier.
  public GrantPlan plan(ResolvedClient client, GrantTokens tokens, Instant consentedAt) {
    return plan(
        client,
        tokens,
        consentedAt,
        learned.find(client.client().workspace(), client.client().id()));
  }

  /// The plan of `tokens` by what was `seen` of the client's lifetimes; asks nobody.
  GrantPlan plan(ResolvedClient client, GrantTokens tokens, Instant consentedAt, Learned seen) {
    boolean refreshable = tokens.refreshToken().isPresent();
    if (!refreshable && client.definition().isForUsers()) {
      return new GrantPlan(Optional.empty(), tokens.expiresAt());
    }
    Lifetimes lifetimes = Spendings.lifetimes(client);
    Optional<Instant> end = lifetimes.refreshAbsolute().map(consentedAt::plus);
    Optional<Instant> warm =
        client.client().refreshMode() == RefreshMode.ALWAYS_WARM
            ? warm(tokens, lifetimes)
            : Optional.empty();
    Optional<Instant> alive =
        refreshable ? keepAlive(seen, tokens, lifetimes, end) : Optional.empty();
    return new GrantPlan(
        Stream.of(warm, alive).flatMap(Optional::stream).min(Instant::compareTo), end);
  }

  /// Some time before the access token ends: a tenth of its life, or what the connector says.
  private Optional<Instant> warm(GrantTokens tokens, Lifetimes lifetimes) {
    return tokens
        .expiresAt()
        .map(
            end -> {
              Duration life = Duration.between(tokens.requestedAt(), end);
              Duration tenth = life.dividedBy(10);
              Duration before =
                  lifetimes.refreshBefore().orElse(clamp(tenth, SHORTEST_BEFORE, LONGEST_BEFORE));
              // Never in the first half of its life, however short that is.
              Duration most = life.dividedBy(2);
              Duration wanted = before.plus(part(before, 0.5));
              return end.minus(wanted.compareTo(most) < 0 ? wanted : most);
            });
  }

  /// Well before the refresh token's idle life ends; empty where using it would not prolong it.
  private Optional<Instant> keepAlive(
      Learned seen, GrantTokens tokens, Lifetimes lifetimes, Optional<Instant> end) {
    Instant since = tokens.refreshIssuedAt().orElse(tokens.requestedAt());
    Optional<Instant> dies = tokens.refreshExpiresAt();
    if (dies.isPresent() && end.isPresent() && !dies.get().isBefore(end.get())) {
      return Optional.empty();
    }
    Duration idle =
        dies.map(at -> Duration.between(since, at)).orElseGet(() -> idle(seen, lifetimes));
    Duration after = idle.multipliedBy(7).dividedBy(10);
    return Optional.of(since.plus(after).minus(part(idle, 0.1)));
  }

  private static Duration idle(Learned seen, Lifetimes lifetimes) {
    return lifetimes
        .refreshIdle()
        .orElseGet(() -> learnedIdle(seen).orElse(UNKNOWN_IDLE_USE.multipliedBy(10).dividedBy(7)));
  }

  /// What was seen to die bounds the guess from above, what was seen to live from below.
  private static Optional<Duration> learnedIdle(Learned seen) {
    Optional<Duration> survived = seen.refreshSurvived();
    return seen.refreshDied()
        // What others outlived was no death of idleness: a user revoked it, or an answer was lost.
        .filter(died -> survived.map(it -> it.compareTo(died) < 0).orElse(true))
        .map(
            died ->
                survived
                    .filter(it -> it.compareTo(died.dividedBy(2)) > 0)
                    .orElse(died.dividedBy(2)));
  }

  private Duration part(Duration whole, double share) {
    return Duration.ofMillis((long) (whole.toMillis() * share * random.nextDouble()));
  }

  private static Duration clamp(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }
}
