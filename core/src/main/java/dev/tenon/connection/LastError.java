package dev.tenon.connection;

import java.time.Instant;
import java.util.Optional;

/// What went wrong last, and whose turn it is.
///
/// @param code stable, snake_case: `grant_dead`, `oauth_client_rejected`, `provider_unavailable` …
/// @param message one sentence for people; never holds a secret
public record LastError(
    String code, String message, Turn turn, Instant at, Optional<Instant> nextAttemptAt) {}
