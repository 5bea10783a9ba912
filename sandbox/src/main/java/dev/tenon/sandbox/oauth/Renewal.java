package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.oauth.Refused.Reason;
import java.util.Optional;
import java.util.Set;

/// What a client asks for with a refresh token (RFC 6749 §6).
///
/// @param serial whether the client must answer the challenge of the token call before, and set the
///   one for the next
record Renewal(
    Optional<String> scope, Optional<String> verifier, Optional<String> challenge, boolean serial) {

  /// The scopes of the new access token: what is asked for, which may not be more than was granted.
  Set<String> scopes(Set<String> granted) {
    Set<String> asked = scope.map(Scopes::parse).orElse(granted);
    if (!granted.containsAll(asked)) {
      throw new Refused(Reason.INVALID_SCOPE, "the scope is larger than the one granted");
    }
    return asked;
  }

  /// The challenge that the next refresh must answer.
  Optional<String> nextChallenge(Optional<String> held) {
    if (!serial) {
      return held;
    }
    if (held.isEmpty() || verifier.isEmpty() || !Pkce.answers(held.get(), verifier.get())) {
      throw new Refused(
          Reason.INVALID_GRANT, "code_verifier must answer the challenge of the token call before");
    }
    if (challenge.isEmpty() || challenge.equals(held)) {
      throw new Refused(
          Reason.INVALID_REQUEST, "a refresh without secret needs a new code_challenge");
    }
    return challenge;
  }
}
