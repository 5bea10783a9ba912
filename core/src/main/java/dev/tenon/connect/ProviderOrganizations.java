package dev.tenon.connect;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Organization;
import dev.tenon.oauth.AccessToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which of a user's organizations the provider shows to us: where a provider asks in a second step
/// what to share, none until the user has been there. Safe for use by any thread; a call ends by
/// its own deadline and calls no address that is not allowed.
@FunctionalInterface
public interface ProviderOrganizations {
  /// The organizations that `token` sees, in the provider's order. Never throws for what a provider
  /// does.
  ///
  /// @param connection whose token it is
  Seen seen(ResolvedClient client, ConnectionId connection, AccessToken token);

  /// What was seen.
  sealed interface Seen {
    /// These; none is an answer too.
    record Listed(List<Organization> organizations) implements Seen {
      public Listed {
        organizations = List.copyOf(organizations);
      }
    }

    /// The connector does not say how to list them.
    record NotDeclared() implements Seen {}

    /// The provider takes the token for none of its.
    record TokenRefused() implements Seen {}

    /// The provider does not let this client or user list them.
    ///
    /// @param status the HTTP status
    record Forbidden(int status) implements Seen {}

    /// It cannot be known now.
    ///
    /// @param detail one sentence for people, without addresses or secrets
    record Away(Optional<Duration> retryAfter, String detail) implements Seen {}
  }
}
