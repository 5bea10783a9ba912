package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.UnsealableException;
import dev.tenon.token.Spendings.Spending;
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
  private static final Duration AFTER_CLOSING = Duration.ofSeconds(1);

  private final GrantStore grants;
  private final RefreshAttempt attempt;
  private final Spendings spendings;
  private final UnsavedGrants unsaved;
  private final Breakers breakers;
  private final UnfinishedAttempts unfinished;
  private final SingleFlight<ConnectionId, RefreshResult> flights;
  private final RefreshPolicy policy;
  private final RefreshObserver observer;
  private final Pause pause;
  private final Clock clock;
  private final RandomGenerator random;
  private volatile boolean closed;

  Refresher(
      GrantStore grants,
      RefreshAttempt attempt,
      Spendings spendings,
      UnsavedGrants unsaved,
      Breakers breakers,
      UnfinishedAttempts unfinished,
      RefreshPolicy policy,
      RefreshObserver observer,
      Executor threads,
      Pause pause,
      Clock clock,
      RandomGenerator random) {
    this.grants = grants;
    this.attempt = attempt;
    this.spendings = spendings;
    this.unsaved = unsaved;
    this.breakers = breakers;
    this.unfinished = unfinished;
    this.flights = new SingleFlight<>(threads, pause);
    this.policy = policy;
    this.observer = observer;
    this.pause = pause;
    this.clock = clock;
    this.random = random;
  }

  /// Refreshes `seen`, which is what the caller found stored. While its token is valid the caller
  /// waits only a little: the flight goes on without it.
  RefreshResult refresh(ResolvedClient client, Connection connection, Grant seen, Reason reason) {
    Optional<Grant> newer = unsaved.newerThan(seen);
    if (newer.isPresent()) {
      return new RefreshResult.Refreshed(newer.get(), unsaved.save() == 0);
    }
    Duration patience =
        reason == Reason.ASKED && !isOver(seen) ? policy.patienceWhileValid() : policy.patience();
    return flights
        .join(connection.id(), patience, () -> fly(client, connection, seen, reason))
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
                  return fly(client, connection, seen, Reason.TOLD);
                })
            .orElse(busy);
    return mine.get() ? result : busy;
  }

  /// What is newest of `stored`: itself, or what the store has not taken yet.
  Grant newest(Grant stored) {
    return unsaved.newerThan(stored).orElse(stored);
  }

  /// Saves what the store would not take earlier; how many grants are still unsaved. Called every
  /// second or so, and when the hub stops.
  public int saveUnsaved() {
    return unsaved.save();
  }

  /// How many grants the store has not taken yet.
  public int unsaved() {
    return unsaved.size();
  }

  /// How many refreshes are under way on this node.
  public int underWay() {
    return flights.underWay();
  }

  /// Takes up what an earlier life of this node left: its journal's answers are saved, or served
  /// from memory until they can be, and its leases are given back. To be called once, before
  /// anything is refreshed.
  ///
  /// @param names what this node's earlier lives called themselves
  /// @return how many answers were found
  /// @throws dev.tenon.workspace.StoreUnavailableException when the store is away
  public int recover(Iterable<String> names) {
    int found = unsaved.replay();
    // Only now: whoever waits for one of these leases finds the answer first.
    names.forEach(grants::abandon);
    return found;
  }

  /// Begins no refresh any more: whoever asks for one is told to come again, as to a node that is
  /// there then. Those that are under way go on. To be called before anything else of a node is
  /// closed, so that the last answer has come when the last of it is.
  public void close() {
    closed = true;
  }

  /// Waits until no refresh is under way and everything is saved, at most until `patience` ends;
  /// whether that came true.
  public boolean land(Duration patience) {
    Instant end = clock.instant().plus(patience);
    while (flights.underWay() > 0 || unsaved.save() > 0) {
      if (!clock.instant().isBefore(end)) {
        return false;
      }
      pause.pause(policy.look());
    }
    return true;
  }

  private RefreshResult fly(
      ResolvedClient client, Connection connection, Grant seen, Reason reason) {
    Instant start = clock.instant();
    RefreshResult result = tried(client, connection, seen, reason);
    observer.refreshed(
        connection.workspace(),
        client.connector().name(),
        outcome(result),
        Duration.between(start, clock.instant()));
    return result;
  }

  private RefreshResult tried(
      ResolvedClient client, Connection connection, Grant seen, Reason reason) {
    Optional<RefreshResult> closed = breakers.closed(client, connection, reason);
    if (closed.isPresent()) {
      return closed.get();
    }
    Optional<Spending> spending;
    try {
      spending = spendings.of(client, seen);
    } catch (UnsealableException e) {
      return new RefreshResult.Fault(
          Failures.fault(String.valueOf(e.getMessage()), clock.instant()));
    }
    if (spending.isEmpty() && !isOver(seen)) {
      // Nothing to refresh it with, but it lives: it is served as it is.
      return new RefreshResult.Busy(policy.look());
    }
    return leased(client, connection, seen, spending);
  }

  private RefreshResult leased(
      ResolvedClient client, Connection connection, Grant seen, Optional<Spending> spending) {
    Instant start = clock.instant();
    Instant end = start.plus(policy.patience());
    while (true) {
      // Asked within the flight, which `land` sees: what is sent is waited for.
      if (closed) {
        return new RefreshResult.Busy(AFTER_CLOSING);
      }
      // Before the lease, so that what is left of it is never overestimated.
      Instant taken = clock.instant();
      LeaseResult result = grants.lease(request(client, connection, seen, spending));
      Duration retryAfter;
      switch (result) {
        case LeaseResult.Leased leased -> {
          waited(start, taken);
          return run(client, connection, seen, spending, leased, taken);
        }
        case LeaseResult.Moved _ -> {
          waited(start, taken);
          return new RefreshResult.Moved();
        }
        case LeaseResult.Unfinished(var open) -> {
          retryAfter = unfinished.retryAfter(open, seen);
          if (!isOver(seen)) {
            // There is time for whoever asked to tell the outcome.
            return new RefreshResult.Busy(retryAfter);
          }
        }
        case LeaseResult.Taken(Duration remaining) -> retryAfter = remaining;
      }
      if (!clock.instant().isBefore(end)) {
        return new RefreshResult.Busy(shorter(retryAfter, policy.look().multipliedBy(5)));
      }
      pause.pause(shorter(retryAfter.plusMillis(1), policy.look()));
      if (hasMoved(seen)) {
        waited(start, clock.instant());
        return new RefreshResult.Moved();
      }
    }
  }

  private RefreshResult run(
      ResolvedClient client,
      Connection connection,
      Grant seen,
      Optional<Spending> spending,
      LeaseResult.Leased leased,
      Instant taken) {
    if (spending.isEmpty()) {
      return attempt.expired(leased.lease());
    }
    Flight flight = new Flight(client, connection, seen, spending.get(), leased);
    Duration gone = Duration.between(taken, clock.instant());
    return attempt.run(flight, unfinished.sendWithin(flight).minus(gone));
  }

  private void waited(Instant start, Instant until) {
    if (until.isAfter(start)) {
      observer.waitedForLease(Duration.between(start, until));
    }
  }

  private boolean isOver(Grant seen) {
    return seen.tokens().expiresAt().map(end -> !clock.instant().isBefore(end)).orElse(false);
  }

  private boolean hasMoved(Grant seen) {
    return grants
        .find(seen.workspace(), seen.connection())
        .map(grant -> grant.version() != seen.version())
        .orElse(true);
  }

  private LeaseRequest request(
      ResolvedClient client, Connection connection, Grant seen, Optional<Spending> spending) {
    Optional<Fingerprint> spent = spending.flatMap(Spending::fingerprint);
    return new LeaseRequest(
        connection.workspace(),
        connection.id(),
        seen.version(),
        policy.node(),
        policy.lease(),
        "att_" + RandomText.base62(random, 16),
        spent,
        unfinished.rule(client, seen));
  }

  private static RefreshOutcome outcome(RefreshResult result) {
    return switch (result) {
      case RefreshResult.Refreshed it ->
          it.stored() ? RefreshOutcome.REFRESHED : RefreshOutcome.UNSAVED;
      case RefreshResult.Moved _ -> RefreshOutcome.MOVED;
      case RefreshResult.Dead _ -> RefreshOutcome.GRANT_DEAD;
      case RefreshResult.ClientRejected _ -> RefreshOutcome.CLIENT_REJECTED;
      case RefreshResult.Away it ->
          it.error().code().equals(Failures.ANSWER_MISSING)
              ? RefreshOutcome.UNANSWERED
              : RefreshOutcome.PROVIDER_AWAY;
      case RefreshResult.Busy _ -> RefreshOutcome.NOT_TRIED;
      case RefreshResult.Fault _ -> RefreshOutcome.FAULT;
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// Why a grant is refreshed.
  enum Reason {
    /// An app asked and the token is short.
    ASKED,
    /// Its time has come.
    DUE,
    /// A person, or an app that saw the token refused, says so: back-off of this connection is no
    /// reason to wait.
    TOLD
  }
}
