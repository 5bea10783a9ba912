package dev.tenon.exchange;

import dev.tenon.oauth.Scope;
import dev.tenon.token.IssuedToken;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import java.time.Duration;

/// What came of an exchange.
public sealed interface ExchangeResult {
  /// The user's token at the provider.
  record Issued(IssuedToken token) implements ExchangeResult {}

  /// The subject token is not taken. The developer's to mend, or the user's, who signs in again.
  ///
  /// @param problem goes on from "the subject token"; holds nothing of it
  record SubjectRefused(String problem) implements ExchangeResult {}

  /// No integration of that name that this app may use. Which of the two is not told.
  record NoTarget() implements ExchangeResult {}

  /// The integration does not ask its provider for that scope, so no consent would bring it.
  record ScopeNotOffered(Scope missing) implements ExchangeResult {}

  /// The user must connect (again).
  ///
  /// @param ask what a connect link is to be made for
  record InteractionRequired(TokenResult.ConnectRequired why, TokenAsk ask)
      implements ExchangeResult {}

  /// Nobody has to act; ask again.
  ///
  /// @param message one sentence
  record Unavailable(String message, Duration retryAfter) implements ExchangeResult {}

  /// The provider rejects our OAuth client. The admin's to mend.
  record OAuthClientRejected(String message) implements ExchangeResult {}

  /// The hub cannot open what it stored. The operator's to mend.
  record HubFault(String message) implements ExchangeResult {}
}
