package dev.tenon.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.Discovery;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Connectors;
import java.util.Map;
import java.util.Optional;

/// The integrations that connect links lead to, with what their connectors declare. Safe for use by
/// any thread.
public final class LinkedIntegrations {
  private static final String MIXED_UP =
      "token_url belongs to another place than the token endpoint of the public OAuth client that"
          + " another workspace has at this authorization server";

  private final OAuthClientStore clients;
  private final Connectors connectors;
  private final ClientResolution resolution;
  private final TokenEndpoint provider;
  private final LentServers lentServers;

  /// The integrations of `clients`; `provider` knows what issuers' metadata says.
  public LinkedIntegrations(
      OAuthClientStore clients,
      Connectors connectors,
      ClientResolution resolution,
      TokenEndpoint provider) {
    this.clients = clients;
    this.connectors = connectors;
    this.resolution = resolution;
    this.provider = provider;
    this.lentServers = new LentServers(clients, resolution, provider);
  }

  /// The OAuth client behind an integration.
  Optional<OAuthClient> find(WorkspaceId workspace, IntegrationName name) {
    return clients.find(workspace, name);
  }

  /// The OAuth client of that id, whatever it is called now.
  Optional<OAuthClient> find(WorkspaceId workspace, OAuthClientId id) {
    return clients.find(workspace, id);
  }

  /// The OAuth client that `link` may connect now: an integration of the link that still exists and
  /// is still given to the link's app.
  Optional<OAuthClient> find(ConnectLink link, IntegrationName name) {
    return link.integrations().contains(name)
        ? clients.find(link.workspace(), name).filter(client -> isAllowed(link, client))
        : Optional.empty();
  }

  /// Whether the link's app may still use the client; a link that an admin made has no app to ask
  /// about.
  boolean isAllowed(ConnectLink link, OAuthClient client) {
    return link.app().map(client.apps()::allows).orElse(true);
  }

  /// What the connector declares for `client`; empty when the connector has gone.
  Optional<Declared> declared(OAuthClient client) {
    return connectors
        .find(client.home(), client.connector())
        .flatMap(
            connector ->
                connector
                    .definition(client.definition())
                    .map(definition -> new Declared(connector, definition)));
  }

  /// Whether a user takes part; also where the connector has gone and nobody can say.
  boolean isForUsers(OAuthClient client) {
    return declared(client).map(it -> it.definition().isForUsers()).orElse(true);
  }

  /// `client` with everything filled in.
  Resolution resolve(OAuthClient client, Map<String, String> values) {
    return resolution.resolve(client, values);
  }

  /// `client` with everything filled in, what its issuer's metadata says too: ready to go to its
  /// provider. May ask the issuer.
  Reach reach(OAuthClient client, Map<String, String> values) {
    return switch (resolve(client, values)) {
      case Resolution.Resolved it ->
          switch (provider.discover(it.client())) {
            case Discovery.Found found when lentServers.isMixedUpWith(found.client()) ->
                new Reach.Broken(Exchange.Not.of(Reason.MISCONFIGURED, MIXED_UP));
            case Discovery.Found found -> new Reach.Ready(found.client());
            case Discovery.Away _ -> away("its metadata cannot be had");
            case Discovery.AnotherIssuer _ -> away("its metadata is another issuer's");
          };
      case Resolution.Unresolved it ->
          new Reach.Broken(Exchange.Not.of(Reason.MISCONFIGURED, it.problem()));
    };
  }

  private static Reach away(String detail) {
    return new Reach.Broken(Exchange.Not.of(Reason.PROVIDER_UNAVAILABLE, detail));
  }

  /// Whether a provider can be gone to.
  sealed interface Reach {
    /// It can.
    record Ready(ResolvedClient client) implements Reach {}

    /// It cannot.
    record Broken(Exchange.Not not) implements Reach {}
  }

  /// What a connector says of one OAuth client.
  record Declared(Connector connector, ConnectionDefinition definition) {}
}
