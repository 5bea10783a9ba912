package dev.tenon.connection;

import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/// A refresh that was begun: written before the request is sent, so that whoever comes after a
/// crash knows that the refresh token may be spent.
///
/// @param id names the attempt
/// @param refreshToken fingerprint of the refresh token to be spent; empty where none is
/// @param startedAt by the database's clock
public record Attempt(String id, Optional<Fingerprint> refreshToken, Instant startedAt) {}
