package dev.tenon.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why there is no token; the case says who must act.
public sealed interface TokenRefusal extends TokenResult {
  /// What the hub said.
  Problem problem();

  /// The user must act: never connected, or the connection is dead, or it lacks scopes. Send the
  /// user to `connectUrl`.
  ///
  /// @param connectUrl where the user connects
  /// @param missingScopes the scopes asked for that the connection does not have
  record ConnectRequired(Optional<URI> connectUrl, List<String> missingScopes, Problem problem)
      implements TokenRefusal {
    /// Copies the scopes.
    public ConnectRequired {
      missingScopes = List.copyOf(missingScopes);
    }
  }

  /// The developer must act: no integration has this name.
  ///
  /// @param nearest the names that are nearest to it
  record IntegrationNotFound(List<String> nearest, Problem problem) implements TokenRefusal {
    /// Copies the names.
    public IntegrationNotFound {
      nearest = List.copyOf(nearest);
    }
  }

  /// The admin must act: the integration is not assigned to this app.
  record IntegrationNotAssigned(Problem problem) implements TokenRefusal {}

  /// Nobody must act: the provider does not answer. Ask again after `retryAfter`.
  record ProviderUnavailable(Duration retryAfter, Problem problem) implements TokenRefusal {}

  /// The admin must act: the provider refuses the OAuth client's id or secret.
  record OAuthClientRejected(Problem problem) implements TokenRefusal {}
}
