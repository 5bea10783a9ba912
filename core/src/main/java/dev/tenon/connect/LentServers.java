package dev.tenon.connect;

import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.Discovery;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The authorization servers at which workspaces have public OAuth clients. All clients share one
/// redirect URI, so whoever sends users there in a public client's name, and has the code go to a
/// token endpoint of his own, would get codes that are not his
/// (draft-ietf-oauth-security-topics-update, cross-tenant mix-up). May ask issuers for metadata.
final class LentServers {
  private final OAuthClientStore clients;
  private final ClientResolution resolution;
  private final TokenEndpoint provider;

  LentServers(OAuthClientStore clients, ClientResolution resolution, TokenEndpoint provider) {
    this.clients = clients;
    this.resolution = resolution;
    this.provider = provider;
  }

  /// Whether `client`, which is its workspace's own, sends users to the authorization server of
  /// another workspace's public client in that one's name, and their codes to another place. What
  /// nobody borrows does not count: else one workspace could keep another from connecting.
  boolean isMixedUpWith(ResolvedClient client) {
    OAuthClient own = client.client();
    Optional<String> server = client.authorizationUrl().flatMap(LentServers::authority);
    return own.loan().isEmpty()
        && server.isPresent()
        && clients.lent().stream()
            .filter(it -> !it.lender().equals(own.workspace()))
            .filter(it -> clients.borrowers(it.lender(), it.id()) > 0)
            .map(it -> clients.find(it.lender(), it.id()).flatMap(this::resolved))
            .flatMap(Optional::stream)
            .filter(it -> it.authorizationUrl().flatMap(LentServers::authority).equals(server))
            .filter(it -> isInNameOf(client, it.client().clientId()))
            .anyMatch(it -> !tokens(it).equals(tokens(client)));
  }

  /// Whether the authorization request names `clientId`, wherever the connector puts it.
  private static boolean isInNameOf(ResolvedClient client, String clientId) {
    String url = client.authorizationUrl().map(URI::toString).orElse("");
    return client.client().clientId().equals(clientId)
        || client.authorizeParameters().containsValue(clientId)
        || URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8).contains(clientId);
  }

  /// As the provider is gone to; empty where it cannot be now.
  private Optional<ResolvedClient> resolved(OAuthClient client) {
    if (!(resolution.resolve(client, Map.of()) instanceof Resolution.Resolved it)) {
      return Optional.empty();
    }
    return provider.discover(it.client()) instanceof Discovery.Found found
        ? Optional.of(found.client())
        : Optional.empty();
  }

  private static Optional<String> tokens(ResolvedClient client) {
    return client.tokenUrl().flatMap(LentServers::authority);
  }

  /// Host and port as a browser understands them.
  private static Optional<String> authority(URI url) {
    return Optional.ofNullable(url.getHost())
        .map(host -> host.toLowerCase(Locale.ROOT).replaceAll("\\.$", ""))
        .map(host -> host + ":" + port(url));
  }

  private static int port(URI url) {
    int usual = "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    return url.getPort() < 0 ? usual : url.getPort();
  }
}
