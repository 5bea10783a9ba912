package dev.tenon.token;

import dev.tenon.client.ClientStandings;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.RevocationRequest;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.token.Safekeeping.Kept;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One refresh, by whoever holds the lease: ask, bring the answer to safety, or say what the
/// failure means. No transaction is open while the provider is asked. Safe for use by any thread.
final class RefreshAttempt {
  private final GrantStore grants;
  private final TokenEndpoint provider;
  private final Safekeeping safekeeping;
  private final Breakers breakers;
  private final ClientStandings standings;
  private final LearnedLifetimes learned;
  private final Clock clock;

  RefreshAttempt(
      GrantStore grants,
      TokenEndpoint provider,
      Safekeeping safekeeping,
      Breakers breakers,
      ClientStandings standings,
      LearnedLifetimes learned,
      Clock clock) {
    this.grants = grants;
    this.provider = provider;
    this.safekeeping = safekeeping;
    this.breakers = breakers;
    this.standings = standings;
    this.learned = learned;
    this.clock = clock;
  }

  /// Refreshes as `flight` says.
  ///
  /// @param sendWithin the request is not sent later than this
  RefreshResult run(Flight flight, Duration sendWithin) {
    TokenAnswer answer = provider.ask(flight.client(), flight.spending().request(), sendWithin);
    return switch (answer) {
      case TokenAnswer.Granted granted -> granted(flight, granted.response());
      case TokenAnswer.Refused refused -> refused(flight, refused);
      case TokenAnswer.Unavailable it ->
          it.mayHaveWorked()
              ? unanswered(flight, Failures.unavailable(it, now()))
              : away(flight, Failures.unavailable(it, now()), it.retryAfter());
      case TokenAnswer.Unreachable it ->
          away(flight, Failures.unreachable(it, now()), Optional.empty());
      case TokenAnswer.Unanswered it -> unanswered(flight, Failures.unanswered(it, now()));
      case TokenAnswer.TooLate _ -> {
        grants.release(flight.lease());
        yield new RefreshResult.Busy(Duration.ofSeconds(1));
      }
      case TokenAnswer.NotAsked it -> {
        grants.release(flight.lease());
        yield new RefreshResult.Fault(Failures.fault(it.detail(), now()));
      }
    };
  }

  /// The grant is over and there is nothing to refresh it with.
  RefreshResult expired(Lease lease) {
    return dead(lease, Failures.expired(now()));
  }

  private RefreshResult granted(Flight flight, TokenResponse response) {
    if (flight.connection().account().isAnother(provider.claimed(flight.client(), response))) {
      return dead(flight.lease(), Failures.otherAccount(now()));
    }
    Kept kept = safekeeping.keep(flight, response);
    breakers.answered(flight.client());
    noteAccepted(flight);
    return switch (kept) {
      case Kept.Stored(Grant grant) -> new RefreshResult.Refreshed(grant, true);
      case Kept.Unsaved(Grant grant) -> new RefreshResult.Refreshed(grant, false);
      case Kept.Moved _ -> new RefreshResult.Moved();
      case Kept.Ended _ -> {
        // Revoked while the provider was asked: what it gave must not outlive the connection.
        provider.revoke(
            flight.client(),
            new RevocationRequest(response.refreshToken(), Optional.of(response.accessToken())));
        yield new RefreshResult.Moved();
      }
    };
  }

  /// What the answer teaches beside the tokens. Not worth failing for.
  private void noteAccepted(Flight flight) {
    Notes.tried(
        () -> {
          if (standings.isRejected(flight.client().client())) {
            standings.accepted(flight.client().client(), now());
          }
          if (Spendings.lifetimes(flight.client()).refreshIdle().isEmpty()) {
            unused(flight)
                .ifPresent(
                    idle ->
                        learned.refreshSurvived(
                            flight.client().client().workspace(),
                            flight.client().client().id(),
                            idle));
          }
        });
  }

  private Optional<Duration> unused(Flight flight) {
    return flight
        .spending()
        .refreshToken()
        .flatMap(_ -> flight.seen().tokens().refreshIssuedAt())
        .map(since -> Duration.between(since, now()));
  }

  private RefreshResult refused(Flight flight, TokenAnswer.Refused refused) {
    if (Failures.endsGrant(refused)) {
      // The provider takes the client, or it would have said so first.
      breakers.answered(flight.client());
      return ended(flight, refused);
    }
    LastError error = Failures.rejected(flight.client().client(), refused, now());
    RefreshResult result = new RefreshResult.ClientRejected(error);
    breakers.rejected(flight.client(), result);
    // No connection is marked: it is the client that is rejected, and nothing was spent.
    grants.release(flight.lease());
    Notes.tried(() -> standings.rejected(flight.client().client(), error.message(), error.at()));
    return result;
  }

  private RefreshResult ended(Flight flight, TokenAnswer.Refused refused) {
    Grant seen = flight.seen();
    boolean moved =
        grants
            .find(seen.workspace(), seen.connection())
            .map(grant -> grant.version() != seen.version())
            .orElse(true);
    if (moved) {
      grants.release(flight.lease());
      return new RefreshResult.Moved();
    }
    boolean answerLost = flight.leased().unfinished().isPresent();
    RefreshResult result = dead(flight.lease(), Failures.dead(refused, answerLost, now()));
    if (!answerLost && result instanceof RefreshResult.Dead) {
      noteDied(flight);
    }
    return result;
  }

  private void noteDied(Flight flight) {
    if (Spendings.lifetimes(flight.client()).refreshIdle().isPresent()) {
      return;
    }
    Notes.tried(
        () ->
            unused(flight)
                .ifPresent(
                    idle ->
                        learned.refreshDied(
                            flight.client().client().workspace(),
                            flight.client().client().id(),
                            idle)));
  }

  private RefreshResult dead(Lease lease, LastError error) {
    Failure failure = new Failure(Optional.of(Status.REAUTHORIZATION_REQUIRED), error);
    boolean mine =
        grants.fail(
            lease, failure, event("reauthorization_required", Map.of("reason", error.code())));
    return mine ? new RefreshResult.Dead(error) : new RefreshResult.Moved();
  }

  private RefreshResult away(Flight flight, LastError error, Optional<Duration> retryAfter) {
    Instant until = breakAway(flight, error, retryAfter);
    // Asked to come back later is not failing.
    Optional<Status> status =
        retryAfter.isPresent() ? Optional.empty() : Optional.of(Status.FAILING);
    grants.fail(flight.lease(), new Failure(status, next(error, until)), failed(error));
    return new RefreshResult.Away(next(error, until), Duration.between(now(), until));
  }

  /// The provider may have spent the refresh token without our seeing its answer.
  private RefreshResult unanswered(Flight flight, LastError error) {
    Instant until = breakAway(flight, error, Optional.empty());
    Failure failure = new Failure(Optional.of(Status.FAILING), next(error, until));
    if (flight.spending().isSingleUse()) {
      grants.failAmbiguously(flight.lease(), failure, failed(error));
    } else {
      grants.fail(flight.lease(), failure, failed(error));
    }
    return new RefreshResult.Away(next(error, until), Duration.between(now(), until));
  }

  private Instant breakAway(Flight flight, LastError error, Optional<Duration> retryAfter) {
    return breakers.away(
        flight.client(),
        flight.seen().failures() + 1,
        retryAfter,
        left -> new RefreshResult.Away(error, left));
  }

  private static LastError next(LastError error, Instant until) {
    return new LastError(
        error.code(), error.message(), error.turn(), error.at(), Optional.of(until));
  }

  private ConnectionEvent failed(LastError error) {
    return event("refresh_failed", Map.of("reason", error.code()));
  }

  private ConnectionEvent event(String type, Map<String, String> details) {
    return new ConnectionEvent(now(), type, details);
  }

  private Instant now() {
    return clock.instant();
  }
}
