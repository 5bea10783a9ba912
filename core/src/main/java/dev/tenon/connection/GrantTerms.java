package dev.tenon.connection;

import dev.tenon.connector.Lifetimes;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import java.time.Instant;
import java.util.Optional;

/// What is known beside a token answer when a grant is made of it.
///
/// @param lifetimes as the connector declares them
/// @param asked the scope that was asked for: what was granted, when the answer does not say
/// @param previous the refresh token that was spent, which stays in use when the answer has none
/// @param previousIssuedAt when that one came
/// @param consentedAt when the user consented
/// @param verifier the code verifier that serial PKCE needs next
public record GrantTerms(
    Lifetimes lifetimes,
    Scope asked,
    Optional<RefreshToken> previous,
    Optional<Instant> previousIssuedAt,
    Instant consentedAt,
    Optional<CodeVerifier> verifier) {

  /// The terms of a grant that a user has just consented to, or that needed no user.
  public static GrantTerms first(
      Lifetimes lifetimes, Scope asked, Instant consentedAt, Optional<CodeVerifier> verifier) {
    return new GrantTerms(
        lifetimes, asked, Optional.empty(), Optional.empty(), consentedAt, verifier);
  }
}
