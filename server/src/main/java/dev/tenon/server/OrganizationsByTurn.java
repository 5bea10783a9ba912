package dev.tenon.server;

import dev.tenon.call.ApiTarget;
import dev.tenon.call.SideCalls;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connect.ProviderOrganizations;
import dev.tenon.connection.ConnectionId;
import dev.tenon.oauth.AccessToken;
import java.time.Duration;
import java.util.Optional;

/// Asks for organizations when it is the connection's turn, beside lists, exports and whoever else
/// calls the provider through it.
///
/// @param organizations really asks
record OrganizationsByTurn(ProviderOrganizations organizations, SideCalls calls)
    implements ProviderOrganizations {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Seen seen(ResolvedClient client, ConnectionId connection, AccessToken token) {
    return calls
        .once(
            new ApiTarget(connection, client, ""),
            PATIENCE,
            () -> organizations.seen(client, connection, token),
            seen -> seen instanceof Seen.Away away ? away.retryAfter() : Optional.empty())
        .orElseGet(
            () -> new Seen.Away(Optional.of(PATIENCE), "The provider asks to be left alone."));
  }
}
