package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.Status;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.UnsealableException;
import dev.tenon.token.HeldConnections.Held;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Tokens for calls that the hub itself makes on behalf of whoever may see the connection: not
/// remembered, and not counted as handed out. Safe for use by any thread.
public final class HubTokens {
  private static final int LOOKS = 4;

  private final HeldConnections held;
  private final Refresher refresher;
  private final GrantSealer sealer;
  private final Clock clock;

  HubTokens(HeldConnections held, Refresher refresher, GrantSealer sealer, Clock clock) {
    this.held = held;
    this.refresher = refresher;
    this.sealer = sealer;
    this.clock = clock;
  }

  /// A valid token of `connection`, refreshed where it is short.
  public Answer of(Connection connection) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Held.Found> found = held.find(connection);
      if (found.isEmpty()) {
        return new Answer.None(reconnect(connection));
      }
      Optional<Answer> answer = of(found.get());
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return new Answer.None(
        new TokenResult.ProviderUnavailable(
            "refresh_in_progress",
            "The connection is changing; ask again in a moment.",
            Duration.ofSeconds(1)));
  }

  /// Empty: look again.
  private Optional<Answer> of(Held.Found found) {
    Grant grant = refresher.newest(found.grant());
    IssuedToken token;
    try {
      token = issued(grant);
    } catch (UnsealableException e) {
      return Optional.of(new Answer.None(new TokenResult.HubFault(String.valueOf(e.getMessage()))));
    }
    if (token.isFresh(clock.instant(), TokenAsk.DEFAULT_MIN_TTL)) {
      return Optional.of(got(found, token));
    }
    if (found.connection().status() == Status.REAUTHORIZATION_REQUIRED) {
      return Optional.of(
          token.isValid(clock.instant())
              ? got(found, token)
              : new Answer.None(HeldConnections.dead(found.connection())));
    }
    RefreshResult result =
        refresher.refresh(found.client(), found.connection(), grant, Refresher.Reason.ASKED);
    if (result instanceof RefreshResult.Refreshed it) {
      return Optional.of(issued(it.grant()))
          .filter(newer -> !newer.hasEndedMeanwhile(clock.instant()))
          .map(newer -> got(found, newer));
    }
    if (token.isValid(clock.instant())) {
      return Optional.of(got(found, token));
    }
    return TokenSource.failed(result, Optional.of(found.connection().id())).map(Answer.None::new);
  }

  private static Answer got(Held.Found found, IssuedToken token) {
    return new Answer.Got(found.client(), token.accessToken(), token.version());
  }

  private static TokenResult reconnect(Connection connection) {
    return new TokenResult.ConnectRequired(
        TokenResult.Reason.NEVER_CONNECTED,
        Optional.of(connection.id()),
        Scope.none(),
        "The connection has no token, or its OAuth client is incomplete or gone.");
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
        grant.tokens().receivedAt(),
        grant.tokens().expiresAt());
  }

  /// What there is.
  public sealed interface Answer {
    /// A token that is valid.
    ///
    /// @param version of the grant that it is of
    record Got(ResolvedClient client, AccessToken token, long version) implements Answer {}

    /// None.
    record None(TokenResult result) implements Answer {}
  }
}
