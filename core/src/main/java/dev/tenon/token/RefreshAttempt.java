package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.Identification;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Place;
import dev.tenon.secret.UnsealableException;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One refresh, by whoever holds the lease: ask, judge, commit. No transaction is open while the
/// provider is asked. Safe for use by any thread.
public final class RefreshAttempt {
  private final GrantStore grants;
  private final GrantSealer sealer;
  private final TokenEndpoint provider;
  private final Breakers breakers;
  private final UnsavedGrants unsaved;
  private final Clock clock;
  private final RandomGenerator random;

  /// Asks `provider` and commits to `grants`.
  public RefreshAttempt(
      GrantStore grants,
      GrantSealer sealer,
      TokenEndpoint provider,
      Clock clock,
      RandomGenerator random) {
    this.grants = grants;
    this.sealer = sealer;
    this.provider = provider;
    this.breakers = new Breakers(clock, random);
    this.unsaved = new UnsavedGrants(grants);
    this.clock = clock;
    this.random = random;
  }

  Breakers breakers() {
    return breakers;
  }

  UnsavedGrants unsaved() {
    return unsaved;
  }

  /// The fingerprint of the refresh token that a refresh of `grant` spends.
  Optional<Fingerprint> fingerprint(Grant grant) {
    try {
      return sealer
          .refreshToken(grant.tokens(), place(grant))
          .map(token -> Fingerprint.of(token.secret()));
    } catch (UnsealableException _) {
      // Met again, and answered, when the attempt opens it.
      return Optional.empty();
    }
  }

  /// The lifetimes that the connector declares for `client`'s definition.
  static Lifetimes lifetimes(ResolvedClient client) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> it.token().lifetimes();
      case Authorization.ClientCredentials it -> it.token().lifetimes();
      case Authorization.Login it -> it.lifetimes();
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Declared _ ->
          Lifetimes.unknown();
    };
  }

  /// Refreshes `seen` under `leased`.
  RefreshResult run(
      ResolvedClient client, Connection connection, Grant seen, LeaseResult.Leased leased) {
    Optional<Spending> spending;
    try {
      spending = spending(client, seen);
    } catch (UnsealableException e) {
      grants.release(leased.lease());
      return new RefreshResult.Fault(Failures.fault(String.valueOf(e.getMessage()), now()));
    }
    if (spending.isEmpty()) {
      return dead(leased.lease(), Failures.expired(now()));
    }
    TokenAnswer answer = provider.ask(client, spending.get().request());
    Context context = new Context(client, connection, seen, leased, spending.get());
    return switch (answer) {
      case TokenAnswer.Granted granted -> granted(context, granted.response());
      case TokenAnswer.Refused refused -> refused(context, refused);
      case TokenAnswer.Unavailable it ->
          away(context, Failures.unavailable(it, now()), it.retryAfter());
      case TokenAnswer.Unreachable it ->
          away(context, Failures.unreachable(it, now()), Optional.empty());
      case TokenAnswer.Unanswered it -> ambiguous(context, Failures.unanswered(it, now()));
      case TokenAnswer.NotAsked it -> {
        grants.release(leased.lease());
        yield new RefreshResult.Fault(Failures.fault(it.detail(), now()));
      }
    };
  }

  private RefreshResult granted(Context context, TokenResponse response) {
    if (isAnother(context, response)) {
      return dead(context.lease(), Failures.otherAccount(now()));
    }
    breakers.answered(context.client(), context.connection().id());
    Grant seen = context.seen();
    long version = seen.version() + 1;
    Place place = GrantSealer.place(seen.workspace(), seen.connection(), version);
    GrantTokens tokens = sealer.seal(place, response, context.terms());
    ConnectionEvent event = event("refreshed", Map.of("token_version", Long.toString(version)));
    // The journal's place: the answer is sealed to this node's disk here, before anything else.
    try {
      return committed(
          context, grants.commit(context.lease(), tokens, GrantPlan.none(), event), tokens, event);
    } catch (StoreUnavailableException _) {
      Grant grant =
          new Grant(
              seen.connection(),
              seen.workspace(),
              version,
              tokens,
              seen.consentedAt(),
              Optional.empty(),
              0);
      unsaved.keep(context.connection(), grant, event);
      return new RefreshResult.Refreshed(grant);
    }
  }

  private RefreshResult committed(
      Context context, CommitResult result, GrantTokens tokens, ConnectionEvent event) {
    return switch (result) {
      case CommitResult.Committed(Grant grant) -> new RefreshResult.Refreshed(grant);
      case CommitResult.FencedOut(Optional<Grant> current) -> {
        boolean unchanged =
            current.map(it -> it.version() == context.seen().version()).orElse(false);
        if (!unchanged) {
          yield new RefreshResult.Moved();
        }
        // Our lease was lost, but what is stored is still what we spent: our answer is newer.
        CommitResult adopted =
            grants.adopt(
                context.seen().workspace(),
                context.seen().connection(),
                context.seen().version(),
                tokens,
                GrantPlan.none(),
                event);
        yield adopted instanceof CommitResult.Committed(Grant grant)
            ? new RefreshResult.Refreshed(grant)
            : new RefreshResult.Moved();
      }
    };
  }

  private boolean isAnother(Context context, TokenResponse response) {
    if (response.idToken().isEmpty() || context.connection().account().subject().isEmpty()) {
      return false;
    }
    return switch (provider.identify(context.client(), response, Optional.empty())) {
      case Identification.Known known -> context.connection().account().isAnother(known.account());
      // An ID token that does not check out says nothing about the account; the access token came
      // over our own connection to the token endpoint.
      case Identification.Forged _ -> false;
    };
  }

  private RefreshResult refused(Context context, TokenAnswer.Refused refused) {
    if (Failures.endsGrant(refused)) {
      boolean moved =
          grants
              .find(context.seen().workspace(), context.seen().connection())
              .map(grant -> grant.version() != context.seen().version())
              .orElse(true);
      if (moved) {
        grants.release(context.lease());
        return new RefreshResult.Moved();
      }
      boolean answerLost = context.leased().unfinished().isPresent();
      return dead(context.lease(), Failures.dead(refused, answerLost, now()));
    }
    LastError error = Failures.rejected(refused, now());
    RefreshResult result = new RefreshResult.ClientRejected(error);
    breakers.rejected(context.client(), result);
    // No connection is marked: it is the client that is rejected, and nothing was spent.
    grants.release(context.lease());
    return result;
  }

  private RefreshResult dead(Lease lease, LastError error) {
    Failure failure = new Failure(Optional.of(Status.REAUTHORIZATION_REQUIRED), error);
    boolean mine =
        grants.fail(
            lease, failure, event("reauthorization_required", Map.of("reason", error.code())));
    return mine ? new RefreshResult.Dead(error) : new RefreshResult.Moved();
  }

  private RefreshResult away(Context context, LastError error, Optional<Duration> retryAfter) {
    Instant until = breakAway(context, error, retryAfter);
    // Asked to come back later is not failing.
    Optional<Status> status =
        retryAfter.isPresent() ? Optional.empty() : Optional.of(Status.FAILING);
    grants.fail(context.lease(), new Failure(status, next(error, until)), failed(error));
    return new RefreshResult.Away(next(error, until), Duration.between(now(), until));
  }

  private RefreshResult ambiguous(Context context, LastError error) {
    Instant until = breakAway(context, error, Optional.empty());
    Failure failure = new Failure(Optional.of(Status.FAILING), next(error, until));
    if (context.spending().isSingleUse()) {
      grants.failAmbiguously(context.lease(), failure, failed(error));
    } else {
      grants.fail(context.lease(), failure, failed(error));
    }
    return new RefreshResult.Away(next(error, until), Duration.between(now(), until));
  }

  private Instant breakAway(Context context, LastError error, Optional<Duration> retryAfter) {
    return breakers.away(
        context.client(),
        context.connection().id(),
        retryAfter,
        left -> new RefreshResult.Away(error, left));
  }

  private Optional<Spending> spending(ResolvedClient client, Grant seen) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> spending(client, seen, it.token().lifetimes());
      case Authorization.ClientCredentials _ ->
          Optional.of(new Spending(new TokenRequest.ClientCredentials(), Optional.empty(), false));
      case Authorization.Login it when !it.refresh().isEmpty() ->
          spending(client, seen, it.lifetimes());
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          Optional.empty();
    };
  }

  private Optional<Spending> spending(ResolvedClient client, Grant seen, Lifetimes lifetimes) {
    boolean serial = lifetimes.rotation() == Rotation.ROTATING_SERIAL_PKCE;
    Optional<CodeVerifier> verifier = sealer.verifier(seen.tokens(), place(seen));
    Optional<CodeVerifier> next =
        serial && verifier.isPresent()
            ? Optional.of(CodeVerifier.random(random))
            : Optional.empty();
    return sealer
        .refreshToken(seen.tokens(), place(seen))
        .map(
            token ->
                new Spending(
                    new TokenRequest.Refresh(token, client.scope(), verifier, next),
                    Optional.of(token),
                    lifetimes.rotation() != Rotation.STATIC));
  }

  private static Place place(Grant grant) {
    return GrantSealer.place(grant.workspace(), grant.connection(), grant.version());
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

  /// What one attempt is about.
  private record Context(
      ResolvedClient client,
      Connection connection,
      Grant seen,
      LeaseResult.Leased leased,
      Spending spending) {
    Lease lease() {
      return leased.lease();
    }

    GrantTerms terms() {
      Optional<CodeVerifier> verifier =
          spending.request() instanceof TokenRequest.Refresh refresh
              ? refresh.nextVerifier().or(refresh::verifier)
              : Optional.empty();
      return new GrantTerms(
          lifetimes(client),
          seen.tokens().scope(),
          spending.refreshToken(),
          seen.tokens().refreshIssuedAt(),
          seen.consentedAt(),
          verifier);
    }
  }

  /// What is sent, and whether sending it twice can hurt.
  private record Spending(
      TokenRequest request, Optional<RefreshToken> refreshToken, boolean isSingleUse) {}
}
