package dev.tenon.webhook;

import dev.tenon.access.WorkspaceId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// An address of the organisation's own that wants to be told what happens.
///
/// @param events what it is told of; a test reaches it in any case
/// @param description for people; may be empty
/// @param enabled whether anything is sent to it
/// @param disabledReason why the hub disabled it: `gone`, `failing`; empty where a person did
/// @param version grows with every change that a person makes
/// @param standing what sending to it has shown
/// @param dialect how it is told
public record WebhookEndpoint(
    WebhookId id,
    WorkspaceId workspace,
    URI url,
    WantedEvents events,
    String description,
    boolean enabled,
    Optional<String> disabledReason,
    WebhookSecrets secrets,
    Instant createdAt,
    long version,
    Standing standing,
    WebhookDialect dialect) {

  /// What sending to it has shown. A change by a person clears it.
  ///
  /// @param failures attempts in a row that failed
  /// @param failingSince the first of them
  /// @param pausedUntil before this nothing is sent to it
  public record Standing(
      int failures, Optional<Instant> failingSince, Optional<Instant> pausedUntil) {
    /// Nothing has failed.
    public static Standing good() {
      return new Standing(0, Optional.empty(), Optional.empty());
    }
  }
}
