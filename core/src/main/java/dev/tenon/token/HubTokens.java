package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Scope;
import dev.tenon.token.HeldConnections.Held;
import java.time.Duration;
import java.util.Optional;

/// Tokens for calls that the hub itself makes on behalf of whoever may see the connection: not
/// remembered, and not counted as handed out. Safe for use by any thread.
public final class HubTokens {
  private static final int LOOKS = 4;

  private final HeldConnections held;
  private final FreshTokens fresh;

  HubTokens(HeldConnections held, FreshTokens fresh) {
    this.held = held;
    this.fresh = fresh;
  }

  /// A valid token of `connection`, refreshed where it is short.
  public Answer of(Connection connection) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Held.Found> found = held.find(connection);
      if (found.isEmpty()) {
        return new Answer.None(reconnect(connection));
      }
      Optional<Answer> answer = answer(found.get());
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
  private Optional<Answer> answer(Held.Found found) {
    return switch (fresh.of(found, fresh.newest(found), TokenAsk.DEFAULT_MIN_TTL)) {
      case FreshTokens.Seen.Kept(IssuedToken token) -> Optional.of(got(found, token));
      case FreshTokens.Seen.Refreshed(IssuedToken token) -> Optional.of(got(found, token));
      case FreshTokens.Seen.None(TokenResult result) -> Optional.of(new Answer.None(result));
      case FreshTokens.Seen.LookAgain _ -> Optional.empty();
    };
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
