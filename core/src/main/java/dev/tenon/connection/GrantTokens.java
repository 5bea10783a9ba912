package dev.tenon.connection;

import dev.tenon.oauth.Scope;
import dev.tenon.secret.Sealed;
import java.time.Instant;
import java.util.Optional;

/// The tokens of one version of a grant, sealed for that version.
///
/// @param expiresAt when the access token ends; empty when nobody knows
/// @param requestedAt from when its life counts: when it was asked for
/// @param refreshVerifier the current code verifier of serial PKCE
/// @param refreshIssuedAt from when the life of this refresh token counts
/// @param refreshExpiresAt when this refresh token is dead if it is not used, as far as is known
public record GrantTokens(
    Sealed accessToken,
    String tokenType,
    Scope scope,
    Optional<Instant> expiresAt,
    Instant requestedAt,
    Optional<Sealed> refreshToken,
    Optional<Sealed> refreshVerifier,
    Optional<Instant> refreshIssuedAt,
    Optional<Instant> refreshExpiresAt) {}
