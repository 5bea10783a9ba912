package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.oauth.Refused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a client shows with a code: where the code was sent, and the verifier (RFC 6749 §4.1.3, RFC
/// 7636 §4.5).
record Proof(
    Optional<String> redirectUri, Optional<String> verifier, Optional<String> nextChallenge) {

  void check(Consent consent, Duration lifetime, Instant now) {
    if (now.isAfter(consent.at().plus(lifetime))) {
      throw new Refused(Reason.INVALID_GRANT, "the code has expired");
    }
    if (!redirectUri.equals(Optional.of(consent.redirectUri()))) {
      throw new Refused(Reason.INVALID_GRANT, "redirect_uri is not that of the authorization");
    }
    if (consent.challenge().isPresent()) {
      String given =
          verifier.orElseThrow(() -> new Refused(Reason.INVALID_GRANT, "code_verifier is missing"));
      if (!Pkce.answers(consent.challenge().get(), given)) {
        throw new Refused(Reason.INVALID_GRANT, "code_verifier does not match");
      }
    } else if (verifier.isPresent()) {
      throw new Refused(Reason.INVALID_GRANT, "code_verifier without a code_challenge before");
    }
  }
}
