package dev.tenon.token;

import java.util.Locale;

/// How a flight ended, for metrics.
public enum RefreshOutcome {
  /// New tokens, stored.
  REFRESHED,
  /// New tokens, in the journal until the store is back.
  UNSAVED,
  /// Somebody else changed the grant meanwhile.
  MOVED,
  /// The provider says that the grant is over.
  GRANT_DEAD,
  /// The provider rejects the OAuth client.
  CLIENT_REJECTED,
  /// The provider or the way to it is down, and nothing was spent.
  PROVIDER_AWAY,
  /// The request was sent and no answer was seen.
  UNANSWERED,
  /// Not tried: somebody else is at it, or it is too early.
  NOT_TRIED,
  /// The hub's own fault.
  FAULT;

  /// The name in metrics.
  public String metricName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
