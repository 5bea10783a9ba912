package dev.tenon.token;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.UnsealableException;
import dev.tenon.token.HeldConnections.Held;
import dev.tenon.token.TokenResult.Reason;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The token of a connection: as it is kept, or refreshed where it is short. One that is still
/// valid is good whatever comes of its refresh. Safe for use by any thread.
final class FreshTokens {
  private final Refresher refresher;
  private final GrantSealer sealer;
  private final Clock clock;

  FreshTokens(Refresher refresher, GrantSealer sealer, Clock clock) {
    this.refresher = refresher;
    this.sealer = sealer;
    this.clock = clock;
  }

  /// The grant that was found, or a newer one that this process could not save yet.
  Grant newest(Held.Found found) {
    return refresher.newest(found.grant());
  }

  /// A token of `grant`, the newest of what was found, that is valid for `minTtl` where that can be
  /// had.
  ///
  /// @throws StoreUnavailableException when the store is needed and away
  Seen of(Held.Found found, Grant grant, Duration minTtl) {
    IssuedToken token;
    try {
      token = issued(grant);
    } catch (UnsealableException e) {
      return new Seen.None(new TokenResult.HubFault(String.valueOf(e.getMessage())));
    }
    if (token.isFresh(clock.instant(), minTtl)) {
      return new Seen.Kept(token);
    }
    Seen seen =
        found.connection().status() == Status.REAUTHORIZATION_REQUIRED
            ? new Seen.None(HeldConnections.dead(found.connection()))
            : refreshed(found, grant, token);
    return seen instanceof Seen.None && token.isValid(clock.instant())
        ? new Seen.Kept(token)
        : seen;
  }

  private Seen refreshed(Held.Found found, Grant grant, IssuedToken token) {
    RefreshResult result;
    try {
      result = refresher.refresh(found.client(), found.connection(), grant, Refresher.Reason.ASKED);
    } catch (StoreUnavailableException e) {
      if (token.isValid(clock.instant())) {
        return new Seen.Kept(token);
      }
      throw e;
    }
    if (result instanceof RefreshResult.Refreshed it) {
      IssuedToken newer = issued(it.grant());
      return newer.hasEndedMeanwhile(clock.instant())
          ? new Seen.LookAgain()
          : new Seen.Refreshed(newer);
    }
    return failed(result, Optional.of(found.connection().id()))
        .<Seen>map(Seen.None::new)
        .orElseGet(Seen.LookAgain::new);
  }

  /// What a refresh that brought no token means for the app; empty: look again.
  static Optional<TokenResult> failed(RefreshResult result, Optional<ConnectionId> connection) {
    return switch (result) {
      case RefreshResult.Refreshed _, RefreshResult.Moved _ -> Optional.empty();
      case RefreshResult.Dead it ->
          Optional.of(
              new TokenResult.ConnectRequired(
                  Reason.REAUTHORIZATION_REQUIRED, connection, Scope.none(), it.error().message()));
      case RefreshResult.ClientRejected it ->
          Optional.of(new TokenResult.OAuthClientRejected(it.error().message()));
      case RefreshResult.Away it ->
          Optional.of(
              new TokenResult.ProviderUnavailable(
                  "provider_unavailable", it.error().message(), it.retryAfter()));
      case RefreshResult.Busy it ->
          Optional.of(
              new TokenResult.ProviderUnavailable(
                  "provider_unavailable",
                  "Another node refreshes the token, or this one is about to stop;"
                      + " ask again in a moment.",
                  it.retryAfter()));
      case RefreshResult.Fault it -> Optional.of(new TokenResult.HubFault(it.error().message()));
    };
  }

  private IssuedToken issued(Grant grant) {
    return new IssuedToken(
        grant.connection(),
        grant.version(),
        sealer.accessToken(
            grant.tokens(),
            GrantSealer.place(grant.workspace(), grant.connection(), grant.version())),
        grant.tokens().tokenType(),
        grant.tokens().scope(),
        grant.tokens().requestedAt(),
        grant.tokens().expiresAt());
  }

  /// What there is.
  sealed interface Seen {
    /// A token as it was found; it may have been replaced since.
    record Kept(IssuedToken token) implements Seen {}

    /// A token that has just come.
    record Refreshed(IssuedToken token) implements Seen {}

    /// None.
    record None(TokenResult result) implements Seen {}

    /// Something changed meanwhile.
    record LookAgain() implements Seen {}
  }
}
