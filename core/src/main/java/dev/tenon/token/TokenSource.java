package dev.tenon.token;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.Owner;
import dev.tenon.oauth.Scope;
import dev.tenon.token.HeldConnections.Held;
import dev.tenon.token.TokenResult.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Answers apps that ask for a token: from memory where nothing has changed, else as stored, else
/// refreshed. A token that is still valid is served whatever happens to its refresh. Safe for use
/// by any thread.
public final class TokenSource {
  /// Looks at the store before giving up on one that changes each time.
  private static final int LOOKS = 4;

  private final HeldConnections held;
  private final AppConnections own;
  private final FreshTokens fresh;
  private final TokenMemory memory;
  private final Handouts handouts;
  private final RefreshObserver observer;
  private final Clock clock;

  TokenSource(
      HeldConnections held,
      AppConnections own,
      FreshTokens fresh,
      TokenMemory memory,
      Handouts handouts,
      RefreshObserver observer,
      Clock clock) {
    this.held = held;
    this.own = own;
    this.fresh = fresh;
    this.memory = memory;
    this.handouts = handouts;
    this.observer = observer;
    this.clock = clock;
  }

  /// A token for `caller` as it asks.
  ///
  /// @throws dev.tenon.workspace.StoreUnavailableException when the store is needed and away
  public TokenResult token(Caller.App caller, TokenAsk ask) {
    TokenMemory.Key key =
        new TokenMemory.Key(caller.workspace(), caller.name(), ask.integration(), ask.user());
    Optional<IssuedToken> remembered = memory.find(key).filter(token -> suits(token, ask));
    observer.looked(remembered.isPresent());
    TokenResult result =
        remembered
            .<TokenResult>map(TokenResult.Issued::new)
            .orElseGet(() -> find(caller, ask, key));
    if (result instanceof TokenResult.Issued(IssuedToken token)) {
      handouts.note(caller, ask, token);
    }
    return result;
  }

  private boolean suits(IssuedToken token, TokenAsk ask) {
    return token.isFresh(clock.instant(), ask.minTtl())
        && (ask.scopes().isEmpty() || ask.scopes().minus(token.scope()).isEmpty());
  }

  private TokenResult find(Caller.App caller, TokenAsk ask, TokenMemory.Key key) {
    for (int look = 0; look < LOOKS; look++) {
      long mark = memory.mark();
      Optional<TokenResult> result =
          switch (held.find(caller, ask)) {
            case Held.Found found -> answer(found, ask, key, mark);
            case Held.Nothing nothing -> nothing(caller, nothing);
            case Held.Refused(TokenResult refused) -> Optional.of(refused);
          };
      if (result.isPresent()) {
        return result.get();
      }
    }
    return new TokenResult.ProviderUnavailable(
        "refresh_in_progress",
        "The connection is changing; ask again in a moment.",
        Duration.ofSeconds(1));
  }

  /// Empty: look again.
  private Optional<TokenResult> nothing(Caller.App caller, Held.Nothing nothing) {
    return switch (nothing.owner()) {
      case Owner.User(UserId user) ->
          Optional.of(
              new TokenResult.ConnectRequired(
                  Reason.NEVER_CONNECTED,
                  Optional.empty(),
                  Scope.none(),
                  "The user '%s' has not connected %s yet. Send the user to connect_url."
                      .formatted(user, nothing.client().connector().title())));
      case Owner.App _ ->
          switch (own.make(caller, nothing.client())) {
            case AppConnections.Made.LookAgain _ -> Optional.empty();
            case AppConnections.Made.Failed(RefreshResult failure) ->
                FreshTokens.failed(failure, Optional.empty());
          };
    };
  }

  /// Empty: look again.
  private Optional<TokenResult> answer(
      Held.Found found, TokenAsk ask, TokenMemory.Key key, long mark) {
    Grant grant = fresh.newest(found);
    Scope missing = ask.scopes().minus(grant.tokens().scope());
    if (!missing.isEmpty()) {
      return Optional.of(
          new TokenResult.ConnectRequired(
              Reason.SCOPE_MISSING,
              Optional.of(found.connection().id()),
              missing,
              "The user has not granted: " + missing + ". Send the user to connect_url."));
    }
    return switch (fresh.of(found, grant, ask.minTtl())) {
      case FreshTokens.Seen.Kept(IssuedToken token) -> unchanged(key, token, mark);
      case FreshTokens.Seen.Refreshed(IssuedToken token) ->
          Optional.of(new TokenResult.Issued(token));
      case FreshTokens.Seen.None(TokenResult result) -> Optional.of(result);
      case FreshTokens.Seen.LookAgain _ -> Optional.empty();
    };
  }

  /// `token`, unless it was revoked or replaced while it was looked up; then empty: look again.
  private Optional<TokenResult> unchanged(TokenMemory.Key key, IssuedToken token, long mark) {
    IssuedToken kept = memory.remember(key, token, mark);
    return memory.isUnchanged(key.workspace(), token.connection(), mark)
        ? Optional.of(new TokenResult.Issued(kept))
        : Optional.empty();
  }
}
