package dev.tenon.server.exchange;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A refusal as OAuth libraries read it (RFC 6749 §5.2).
///
/// @param error one of the words of RFC 6749 §5.2, RFC 8693 §2.2.2 or, where the user has to act,
///   `interaction_required`
/// @param description for developers
/// @param challenge the scheme to authenticate by, where authenticating failed
/// @param extras further members, texts and lists of them
record OAuthError(
    int status,
    String error,
    String description,
    Optional<String> challenge,
    OptionalLong retryAfterSeconds,
    Map<String, Object> extras) {

  /// An error without more.
  static OAuthError of(int status, String error, String description) {
    return new OAuthError(
        status, error, description, Optional.empty(), OptionalLong.empty(), Map.of());
  }

  /// The request is malformed, or its subject token is not taken (RFC 8693 §2.2.2 wants the same
  /// word for both).
  static OAuthError invalidRequest(String description) {
    return of(400, "invalid_request", description);
  }

  /// The target is unknown, or not this app's: the two are not told apart.
  static OAuthError invalidTarget() {
    return of(
        400,
        "invalid_target",
        "No integration of that name or address that this app may use. Name one integration by its"
            + " name in 'audience', or by its address under /proxy/ in 'resource'.");
  }

  OAuthError challenging(String scheme) {
    return new OAuthError(
        status, error, description, Optional.of(scheme), retryAfterSeconds, extras);
  }

  OAuthError retryAfter(long seconds) {
    return new OAuthError(status, error, description, challenge, OptionalLong.of(seconds), extras);
  }

  OAuthError with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extras);
    more.put(name, value);
    return new OAuthError(status, error, description, challenge, retryAfterSeconds, more);
  }

  /// The error as an answer.
  Answer answer() {
    Answer answer =
        Answer.json(
                status,
                JsonWriter.object(
                    json -> {
                      json.text("error", error).text("error_description", printable(description));
                      extras.forEach(json::any);
                    }))
            .with("Pragma", "no-cache");
    if (challenge.isPresent()) {
      answer = answer.with("WWW-Authenticate", challenge.get());
    }
    return retryAfterSeconds.isPresent()
        ? answer.with("Retry-After", Long.toString(retryAfterSeconds.getAsLong()))
        : answer;
  }

  /// The characters that RFC 6749 §5.2 allows; libraries refuse a description that has others.
  private static String printable(String text) {
    StringBuilder allowed = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '"' ? '\'' : c == '\\' ? '/' : c < 0x20 || c > 0x7e ? '?' : c)
        .forEach(allowed::appendCodePoint);
    return allowed.toString();
  }

  /// Ends a request with this error.
  OAuthErrorException exception() {
    return new OAuthErrorException(this);
  }

  /// Ends the handling of a request. Has no stack trace: it is an answer, not a bug.
  static final class OAuthErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OAuthError error;

    private OAuthErrorException(OAuthError error) {
      super(error.error(), null, false, false);
      this.error = error;
    }

    OAuthError error() {
      return error;
    }
  }
}
