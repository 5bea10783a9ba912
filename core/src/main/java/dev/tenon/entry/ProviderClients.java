package dev.tenon.entry;

import dev.tenon.access.Names;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.Discovery;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Pkce;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// The OAuth clients at which members can sign in: the workspace's own, at a provider that says who
/// it is, that signs ID tokens with published keys, and that takes PKCE. Safe for use by any
/// thread.
public final class ProviderClients {
  private final OAuthClientStore clients;
  private final ClientResolution resolution;
  private final TokenEndpoint provider;
  private final FailedDiscoveries failed;

  /// The clients of `clients`.
  public ProviderClients(
      OAuthClientStore clients, ClientResolution resolution, TokenEndpoint provider, Clock clock) {
    this.failed = new FailedDiscoveries(clock);
    this.clients = clients;
    this.resolution = resolution;
    this.provider = provider;
  }

  /// What is wrong with the client of that name as one at which members sign in, or empty when
  /// nothing is; goes on from "the OAuth client". Costs no request.
  public Optional<String> problem(WorkspaceId workspace, String name) {
    Optional<OAuthClient> client = find(workspace, name);
    if (client.isEmpty()) {
      return Optional.of("is not one of this workspace");
    }
    return problem(client.get());
  }

  /// As [#problem(WorkspaceId, String)].
  public Optional<String> problem(OAuthClient client) {
    if (client.loan().isPresent()) {
      // Whoever lends it could say who somebody is.
      return Optional.of("is provided by another workspace; sign-in needs your own");
    }
    return switch (resolution.resolve(client, Map.of())) {
      case Resolution.Unresolved(String problem) ->
          Optional.of("cannot be used as it is: " + problem);
      case Resolution.Resolved(ResolvedClient it) -> problem(it);
    };
  }

  /// The client of that name with its addresses complete; empty when members cannot sign in there
  /// just now.
  Ready ready(WorkspaceId workspace, String name) {
    Optional<OAuthClient> client = find(workspace, name).filter(it -> problem(it).isEmpty());
    if (client.isEmpty()
        || !(resolution.resolve(client.get(), Map.of())
            instanceof Resolution.Resolved(ResolvedClient resolved))) {
      return new Ready.Not(Entered.Reason.NOT_SET_UP, "the OAuth client cannot be used");
    }
    return failed
        .of(client.get())
        .<Ready>map(Ready.Not::new)
        .orElseGet(() -> discovered(client.get(), resolved));
  }

  private Ready discovered(OAuthClient client, ResolvedClient resolved) {
    return switch (provider.discover(resolved)) {
      case Discovery.Away(String problem) -> away(client, Entered.Reason.AWAY, problem);
      case Discovery.AnotherIssuer(String problem) ->
          away(client, Entered.Reason.OTHER_ISSUER, problem);
      case Discovery.Found(ResolvedClient found) ->
          found.authorizationUrl().isPresent()
                  && found.tokenUrl().isPresent()
                  && found.jwksUrl().isPresent()
              ? new Ready.To(found)
              : new Ready.Not(
                  Entered.Reason.NOT_SET_UP, "the metadata lacks an endpoint or jwks_uri");
    };
  }

  private Ready away(OAuthClient client, Entered.Reason reason, String problem) {
    Entered.Not not = new Entered.Not(reason, problem);
    failed.remember(client, not);
    return new Ready.Not(not);
  }

  private static Optional<String> problem(ResolvedClient client) {
    if (!(client.definition().authorization() instanceof Authorization.AuthorizationCode code)) {
      return Optional.of("signs nobody in: it is not of the kind that a browser goes to");
    }
    if (client.issuer().isEmpty() || !(client.discovery() || client.jwksUrl().isPresent())) {
      return Optional.of("is not at an OpenID provider: its connector names no issuer with keys");
    }
    if (!client.scope().tokens().contains("openid")) {
      return Optional.of("does not ask for the scope openid");
    }
    return code.authorize().pkce() == Pkce.REFUSED
        ? Optional.of("is at a provider that refuses PKCE")
        : Optional.empty();
  }

  private Optional<OAuthClient> find(WorkspaceId workspace, String name) {
    return Names.problem(name).isPresent()
        ? Optional.empty()
        : clients.find(workspace, new IntegrationName(name));
  }

  /// Whether a browser can be sent there.
  sealed interface Ready {
    /// It can.
    record To(ResolvedClient client) implements Ready {}

    /// It cannot.
    record Not(Entered.Not not) implements Ready {
      Not(Entered.Reason reason, String detail) {
        this(new Entered.Not(reason, detail));
      }
    }
  }
}
