package dev.tenon.oauth;

import java.time.Duration;
import java.util.Optional;

/// What came of one request to a token endpoint.
public sealed interface TokenAnswer {

  /// Tokens.
  record Granted(TokenResponse response) implements TokenAnswer {}

  /// The authorization server refused, in its own words (RFC 6749 §5.2). The refresh token, if one
  /// was sent, was not spent by this.
  ///
  /// @param error the error code, lower-cased: `invalid_grant`, `invalid_client` …
  /// @param description what the provider says, cut to 300 printable characters; may be empty
  /// @param status the HTTP status
  record Refused(String error, String description, int status) implements TokenAnswer {}

  /// The provider is there but cannot answer now: 5xx, 429, or an answer that is no token answer.
  ///
  /// @param status the HTTP status
  /// @param retryAfter what the provider asked for
  record Unavailable(int status, Optional<Duration> retryAfter, String detail)
      implements TokenAnswer {

    /// Whether the provider may have done its work and failed to say so: an internal error, or a
    /// gateway that saw no good answer (RFC 9110 §15.6.1, 15.6.3, 15.6.5), without a word on when
    /// to come back. Then it is unknown whether the refresh token was spent.
    public boolean mayHaveWorked() {
      return retryAfter.isEmpty() && (status == 500 || status == 502 || status == 504);
    }
  }

  /// Nothing was sent: DNS, refused connection, TLS, or an address that may not be called.
  record Unreachable(String detail) implements TokenAnswer {}

  /// The request was sent and no answer was seen: time out, reset, or a cut or unreadable success.
  /// Whether the refresh token was spent is unknown.
  record Unanswered(String detail) implements TokenAnswer {}

  /// It had become too late to send the request when it could have been sent: this node was paused,
  /// or too busy. Nothing was sent.
  record TooLate() implements TokenAnswer {}

  /// We could not ask: a secret did not open. The operator's to mend; nothing was sent.
  record NotAsked(String detail) implements TokenAnswer {}
}
