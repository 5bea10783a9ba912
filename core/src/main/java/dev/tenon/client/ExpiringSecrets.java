package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.List;

/// The stored client secrets that end, and what was told of them. Safe for use by any thread and
/// any number of nodes; each method is one transaction. Nothing is announced on the change feed.
public interface ExpiringSecrets {
  /// Secrets of every workspace, at most `limit`, that end at `end` or before and were not told of
  /// at `stage` or a nearer one; those that end first come first. What was told of another expiry
  /// does not count.
  ///
  /// @param stage of [SecretExpiries#STAGES]
  List<Expiring> untold(int stage, Instant end, int limit);

  /// Notes that the admin was told at `stage`, and writes an `oauth_client.secret_expiring` event;
  /// false, and nothing is written, where another node has done so, or its expiry is another, or it
  /// is gone.
  boolean tell(Expiring secret, int stage, Instant at);

  /// A secret that ends.
  ///
  /// @param secret its id
  /// @param lastFour its last characters
  record Expiring(
      WorkspaceId workspace,
      OAuthClientId client,
      IntegrationName integration,
      String secret,
      String lastFour,
      Instant expiresAt) {}
}
