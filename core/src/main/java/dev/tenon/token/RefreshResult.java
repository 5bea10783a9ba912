package dev.tenon.token;

import dev.tenon.connection.Grant;
import dev.tenon.connection.LastError;
import java.time.Duration;

/// What came of one refresh.
sealed interface RefreshResult {
  /// New tokens.
  ///
  /// @param stored false while they are in the journal and in memory until the store is back
  record Refreshed(Grant grant, boolean stored) implements RefreshResult {}

  /// Somebody else changed the grant meanwhile: look again.
  record Moved() implements RefreshResult {}

  /// The grant is over; the user must connect again.
  record Dead(LastError error) implements RefreshResult {}

  /// The provider rejects our OAuth client or its settings.
  record ClientRejected(LastError error) implements RefreshResult {}

  /// The provider or the way to it is down, or it is unknown whether it answered.
  record Away(LastError error, Duration retryAfter) implements RefreshResult {}

  /// Somebody else is at it, or was and may still tell what came of it; or it is not time yet.
  record Busy(Duration retryAfter) implements RefreshResult {}

  /// The hub cannot open what it stored; nothing was sent.
  record Fault(LastError error) implements RefreshResult {}
}
