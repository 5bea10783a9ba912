package dev.tenon.connect;

import dev.tenon.connect.Refusal.Reason;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.TokenResponse;
import java.time.Instant;
import java.util.Optional;

/// What came of asking a provider for tokens.
sealed interface Exchange {
  /// Tokens, and whose account they are for.
  record Got(TokenResponse response, Account account) implements Exchange {}

  /// None.
  ///
  /// @param detail for the audit log; may be empty
  record Not(Reason reason, Optional<Instant> retryAt, String detail) implements Exchange {
    static Not of(Reason reason, String detail) {
      return new Not(reason, Optional.empty(), detail);
    }
  }
}
