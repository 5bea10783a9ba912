package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.secret.RandomText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// Refreshes grants: one token request at a time per connection, over all nodes.
///
/// Callers of one connection on this node join one flight. The flight takes the lease of the grant,
/// asks the provider and commits ([RefreshAttempt]); who does not get the lease waits for the grant
/// to change, and never refreshes on its own. Safe for use by any thread.
public final class Refresher {
  private final GrantStore grants;
  private final RefreshAttempt attempt;
  private final SingleFlight<ConnectionId, RefreshResult> flights;
  private final RefreshPolicy policy;
  private final Pause pause;
  private final Clock clock;
  private final RandomGenerator random;

  /// Refreshes by `attempt`, each flight on a thread of `threads`.
  public Refresher(
      GrantStore grants,
      RefreshAttempt attempt,
      RefreshPolicy policy,
      Executor threads,
      Pause pause,
      Clock clock,
      RandomGenerator random) {
    this.grants = grants;
    this.attempt = attempt;
    this.flights = new SingleFlight<>(threads);
    this.policy = policy;
    this.pause = pause;
    this.clock = clock;
    this.random = random;
  }

  /// Refreshes `seen`, which is what the caller found stored.
  RefreshResult refresh(ResolvedClient client, Connection connection, Grant seen) {
    Optional<Grant> newer = attempt.unsaved().newerThan(seen);
    if (newer.isPresent()) {
      attempt.unsaved().save();
      return new RefreshResult.Refreshed(newer.get());
    }
    return flights
        .join(connection.id(), policy.patience(), () -> fly(client, connection, seen))
        .orElseGet(() -> new RefreshResult.Busy(policy.look().multipliedBy(5)));
  }

  /// Refreshes `seen` through `client` in a flight of its own; busy where one is under way already,
  /// whose outcome would say nothing about `client`.
  RefreshResult refreshAlone(ResolvedClient client, Connection connection, Grant seen) {
    RefreshResult.Busy busy = new RefreshResult.Busy(policy.look().multipliedBy(5));
    AtomicBoolean mine = new AtomicBoolean();
    RefreshResult result =
        flights
            .join(
                connection.id(),
                policy.patience(),
                () -> {
                  mine.set(true);
                  return fly(client, connection, seen);
                })
            .orElse(busy);
    return mine.get() ? result : busy;
  }

  /// What is newest of `stored`: itself, or what the store has not taken yet.
  Grant newest(Grant stored) {
    return attempt.unsaved().newerThan(stored).orElse(stored);
  }

  /// Saves what the store would not take earlier; how many grants are still unsaved. Called every
  /// second or so, and when the hub stops.
  public int saveUnsaved() {
    return attempt.unsaved().save();
  }

  /// How many refreshes are under way on this node.
  public int underWay() {
    return flights.underWay();
  }

  private RefreshResult fly(ResolvedClient client, Connection connection, Grant seen) {
    Optional<RefreshResult> closed = attempt.breakers().closed(client, connection.id());
    if (closed.isPresent()) {
      return closed.get();
    }
    Instant end = clock.instant().plus(policy.patience());
    UnfinishedRule unfinished =
        mayReplaceUnfinished(client, seen)
            ? UnfinishedRule.harmless()
            : UnfinishedRule.wait(Duration.ZERO);
    while (true) {
      LeaseRequest request = request(client, connection, seen, unfinished);
      switch (grants.lease(request)) {
        case LeaseResult.Leased leased -> {
          return attempt.run(client, connection, seen, leased);
        }
        case LeaseResult.Moved _ -> {
          return new RefreshResult.Moved();
        }
        case LeaseResult.Unfinished _ -> {
          // The token is still valid, so there is time for the node that asked to tell the outcome.
          return new RefreshResult.Busy(policy.lease());
        }
        case LeaseResult.Taken(Duration remaining) -> {
          if (!clock.instant().isBefore(end)) {
            return new RefreshResult.Busy(shorter(remaining, policy.look().multipliedBy(5)));
          }
          pause.pause(shorter(remaining.plusMillis(1), policy.look()));
        }
      }
      if (hasMoved(seen)) {
        return new RefreshResult.Moved();
      }
    }
  }

  /// Whether a refresh token that may be spent is tried once more: when there is nothing left to
  /// wait for, or when trying is harmless.
  private boolean mayReplaceUnfinished(ResolvedClient client, Grant seen) {
    boolean over =
        seen.tokens().expiresAt().map(end -> !clock.instant().isBefore(end)).orElse(false);
    return over
        || seen.tokens().refreshToken().isEmpty()
        || RefreshAttempt.lifetimes(client).rotation() == Rotation.STATIC;
  }

  private boolean hasMoved(Grant seen) {
    return grants
        .find(seen.workspace(), seen.connection())
        .map(grant -> grant.version() != seen.version())
        .orElse(true);
  }

  private LeaseRequest request(
      ResolvedClient client, Connection connection, Grant seen, UnfinishedRule unfinished) {
    boolean spends = client.definition().authorization() instanceof Authorization.AuthorizationCode;
    return new LeaseRequest(
        connection.workspace(),
        connection.id(),
        seen.version(),
        policy.node(),
        policy.lease(),
        "att_" + RandomText.base62(random, 16),
        spends ? attempt.fingerprint(seen) : Optional.empty(),
        unfinished);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
