package dev.tenon.sandbox.oauth;

import java.time.Instant;
import java.util.Optional;

/// One grant, guarded by the monitor of [Grants].
final class Grant {
  final long number;
  final Consent consent;
  int turn = 1;
  Instant refreshedAt;
  Optional<String> challenge;
  Optional<String> ended = Optional.empty();

  Grant(long number, Consent consent) {
    this.number = number;
    this.consent = consent;
    this.refreshedAt = consent.at();
    this.challenge = consent.challenge();
  }

  String id(String provider) {
    return provider + "-" + number;
  }

  GrantState state(String provider) {
    return new GrantState(
        id(provider),
        provider,
        consent.clientId(),
        consent.person().key(),
        consent.scopes(),
        turn,
        refreshedAt,
        ended);
  }
}
