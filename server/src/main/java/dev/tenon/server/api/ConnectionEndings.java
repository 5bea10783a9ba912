package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.Revocation;
import dev.tenon.client.TokenEndpoint.RevocationRequest;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantStore;
import dev.tenon.secret.Place;
import dev.tenon.secret.UnsealableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ends connections: here first, so that no node hands the token out any more, then at the
/// provider. Says honestly what came of the second; tokens that the provider has not confirmed as
/// revoked are kept, so that it can be tried again. Safe for use by any thread.
public final class ConnectionEndings {
  private static final String NOT_CONFIRMED =
      "The connection is over here, but the provider has not confirmed it; it will be tried again: ";

  private final ConnectionStore connections;
  private final GrantStore grants;
  private final OAuthClientStore clients;
  private final ClientResolution resolution;
  private final GrantSealer sealer;
  private final TokenEndpoint provider;
  private final Clock clock;

  /// Ends connections of `connections` and revokes at `provider`.
  public ConnectionEndings(
      ConnectionStore connections,
      GrantStore grants,
      OAuthClientStore clients,
      ClientResolution resolution,
      GrantSealer sealer,
      TokenEndpoint provider,
      Clock clock) {
    this.connections = connections;
    this.grants = grants;
    this.clients = clients;
    this.resolution = resolution;
    this.sealer = sealer;
    this.provider = provider;
    this.clock = clock;
  }

  /// Ends `connection` because `caller` says so. One that is over already is only tried again at
  /// the provider. The others of `shared` stay as they are here; that the provider may have ended
  /// them too is said.
  Ending end(Caller caller, Connection connection, SharedAccount shared) {
    connections.revoke(
        connection.workspace(),
        connection.id(),
        "deleted by " + Actor.of(caller).label(),
        event("revoked", Map.of()),
        new AuditEvent(
            connection.workspace(),
            clock.instant(),
            Actor.of(caller),
            "connection.revoked",
            connection.id().value(),
            Map.of()));
    return grants
        .find(connection.workspace(), connection.id())
        .map(grant -> revoke(connection, grant))
        .map(ending -> ending.asked() ? ending.warning(shared) : ending)
        .orElseGet(() -> Ending.notAsked("There was no token to revoke at the provider."));
  }

  /// Ends `connection` because `caller` says so, for whoever does not ask what came of it at the
  /// provider.
  public void end(Caller caller, Connection connection) {
    end(caller, connection, SharedAccount.none());
  }

  /// Ends `connection` because `caller` says so, and says which others among `visible` the provider
  /// may have ended with it; what came of it at the provider, in a sentence.
  public String end(Caller caller, Connection connection, VisibleConnections visible) {
    return end(caller, connection, visible.sharing(caller, connection)).detail();
  }

  /// Asks the providers again that have not confirmed yet, at most `limit` of them; how many have
  /// confirmed now.
  public int retry(int limit) {
    int confirmed = 0;
    for (Connection connection : connections.notRevokedAtProvider(limit)) {
      Optional<Grant> grant = grants.find(connection.workspace(), connection.id());
      if (grant.isPresent() && revoke(connection, grant.get()).revokedAtProvider()) {
        confirmed++;
      }
    }
    return confirmed;
  }

  private Ending revoke(Connection connection, Grant grant) {
    Optional<ResolvedClient> client =
        clients
            .find(connection.workspace(), connection.oauthClient())
            .map(it -> resolution.resolve(it, connection.values()))
            .flatMap(
                it ->
                    it instanceof Resolution.Resolved(ResolvedClient resolved)
                        ? Optional.of(resolved)
                        : Optional.empty());
    if (client.isEmpty()) {
      return Ending.notAsked(NOT_CONFIRMED + "its OAuth client is incomplete or gone.");
    }
    RevocationRequest request;
    try {
      request = request(grant);
    } catch (UnsealableException e) {
      return Ending.notAsked(NOT_CONFIRMED + "the hub cannot open the tokens that it stored.");
    }
    return switch (provider.revoke(client.get(), request)) {
      case Revocation.Revoked _ -> {
        forget(connection, "revoked_at_provider");
        yield Ending.asked(true, "The provider has confirmed that the tokens are revoked.");
      }
      case Revocation.NotSupported _ -> {
        forget(connection, "tokens_forgotten");
        yield Ending.notAsked(
            "The tokens are deleted here. The provider has no way to revoke them that the hub"
                + " knows: the user removes the access on the provider's own pages.");
      }
      case Revocation.Failed(String detail) -> Ending.asked(false, NOT_CONFIRMED + detail);
    };
  }

  private RevocationRequest request(Grant grant) {
    Place place = GrantSealer.place(grant.workspace(), grant.connection(), grant.version());
    return new RevocationRequest(
        sealer.refreshToken(grant.tokens(), place),
        Optional.of(sealer.accessToken(grant.tokens(), place)));
  }

  private void forget(Connection connection, String type) {
    connections.forgetTokens(connection.workspace(), connection.id(), event(type, Map.of()));
  }

  private ConnectionEvent event(String type, Map<String, String> details) {
    return new ConnectionEvent(clock.instant(), type, details);
  }

  /// What came of it at the provider; here the connection is over in every case.
  ///
  /// @param asked whether the provider was asked to revoke
  /// @param possiblyAffected other connections that the provider may have ended with this one
  record Ending(
      boolean revokedAtProvider,
      boolean asked,
      String detail,
      List<ConnectionId> possiblyAffected) {

    private static Ending asked(boolean confirmed, String detail) {
      return new Ending(confirmed, true, detail, List.of());
    }

    private static Ending notAsked(String detail) {
      return new Ending(false, false, detail, List.of());
    }

    private Ending warning(SharedAccount shared) {
      String end = detail.endsWith(".") || shared.warning().isEmpty() ? "" : ".";
      return new Ending(
          revokedAtProvider, asked, detail + end + shared.warning(), shared.connections());
    }
  }
}
