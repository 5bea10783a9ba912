package dev.tenon.server.proxy;

import dev.tenon.access.Caller;
import dev.tenon.server.http.Problem;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;

/// Says why there is no token, as the token call itself would.
@FunctionalInterface
public interface NoTokenProblems {
  /// The problem that `reason` is.
  Problem of(TokenResult reason, Caller.App caller, TokenAsk ask);
}
