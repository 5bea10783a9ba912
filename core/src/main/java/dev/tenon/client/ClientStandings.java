package dev.tenon.client;

import java.time.Instant;

/// How OAuth clients stand with their providers, the same for all nodes: so that a rejected client
/// is told of once, whichever nodes see it. Safe for use by any thread; each method is one
/// transaction, with its event and audit event, and has been announced on the change feed when it
/// returns.
public interface ClientStandings {
  /// The provider rejects `client` (its id, secret, authentication method or what it asks for).
  /// True, and an `oauth_client.rejected` event is written, where that was not known of this
  /// version of the client. A client that has been changed meanwhile is left alone.
  ///
  /// @param message one sentence for people; never holds a secret
  boolean rejected(OAuthClient client, String message, Instant at);

  /// The provider accepts `client`. True, and an `oauth_client.recovered` event is written, where
  /// it was rejected.
  boolean accepted(OAuthClient client, Instant at);

  /// Whether `client`, in this version or an earlier one, was rejected and has not been accepted
  /// since, as of when it was read; costs no statement. Whether it is worth a try is another
  /// question: see [OAuthClient#isRejected].
  boolean isRejected(OAuthClient client);
}
