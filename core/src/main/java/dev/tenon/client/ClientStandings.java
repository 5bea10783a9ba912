package dev.tenon.client;

import java.time.Instant;

/// How OAuth clients stand with their providers, the same for all nodes: so that a rejected client
/// is told of once, whichever nodes see it. Safe for use by any thread; each method is one
/// transaction, with its event and audit event, and has been announced on the change feed when it
/// returns.
public interface ClientStandings {
  /// The provider rejects `client` (its id, secret, authentication method or what it asks for).
  /// True, and an `oauth_client.rejected` event is written, where that was not known of this
  /// version of the client.
  ///
  /// @param message one sentence for people; never holds a secret
  boolean rejected(OAuthClient client, String message, Instant at);

  /// The provider accepts `client`. True, and an `oauth_client.recovered` event is written, where
  /// it was rejected.
  boolean accepted(OAuthClient client, Instant at);

  /// Whether `client` is rejected, as this node knows; costs no statement.
  boolean isRejected(OAuthClient client);
}
