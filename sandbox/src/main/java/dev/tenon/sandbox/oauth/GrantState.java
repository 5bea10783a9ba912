package dev.tenon.sandbox.oauth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A grant as the controls show it.
///
/// @param turn the number of its newest refresh token, 1 for the first
/// @param ended why it has ended; empty while it lives
public record GrantState(
    String id,
    String provider,
    String clientId,
    String user,
    Set<String> scopes,
    int turn,
    Instant refreshedAt,
    Optional<String> ended) {

  public GrantState {
    scopes = Set.copyOf(scopes);
  }
}
