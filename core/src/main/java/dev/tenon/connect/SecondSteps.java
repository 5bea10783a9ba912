package dev.tenon.connect;

import dev.tenon.access.UserId;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Owner;
import dev.tenon.connector.Connector;
import dev.tenon.connector.SecondConsent;
import dev.tenon.connector.Template;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The second steps that providers want after connecting. Safe for use by any thread.
public final class SecondSteps {
  private static final String RETURN_URL = "return_url";

  private final LinkedIntegrations integrations;
  private final ConnectionStore connections;
  private final URI returnUrl;

  /// Steps that come back to `returnUrl`: providers keep a list of exact addresses for this too.
  public SecondSteps(LinkedIntegrations integrations, ConnectionStore connections, URI returnUrl) {
    this.integrations = integrations;
    this.connections = connections;
    this.returnUrl = returnUrl;
  }

  /// The second step of that integration, where its definition has one.
  public Optional<SecondStep> of(ConnectLink link, IntegrationName name) {
    return integrations.find(link, name).flatMap(client -> of(client, link.user()));
  }

  /// The second step of `user` through `client`, where its definition has one.
  public Optional<SecondStep> of(OAuthClient client, UserId user) {
    return integrations
        .declared(client)
        .flatMap(
            declared ->
                declared
                    .definition()
                    .secondConsent()
                    .flatMap(consent -> of(user, client, declared.connector(), consent)));
  }

  private Optional<SecondStep> of(
      UserId user, OAuthClient client, Connector connector, SecondConsent consent) {
    return url(consent.url(), values(user, client))
        .map(
            url ->
                new SecondStep(
                    connector.title(), consent.explanation(), connector.translations(), url));
  }

  private Map<String, String> values(UserId user, OAuthClient client) {
    Map<String, String> known =
        connections
            .find(client.workspace(), client.id(), new Owner.User(user))
            .map(Connection::values)
            .orElse(Map.of());
    Map<String, String> values = new HashMap<>();
    values.put("client_id", client.clientId());
    values.putAll(
        switch (integrations.resolve(client, known)) {
          case Resolution.Resolved it -> it.client().values();
          case Resolution.Unresolved _ -> known;
        });
    values.put(RETURN_URL, returnUrl.toString());
    return values;
  }

  private static Optional<URI> url(Template template, Map<String, String> values) {
    try {
      URI url = URI.create(template.expandUrl(name -> Optional.ofNullable(values.get(name))));
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      return web ? Optional.of(url) : Optional.empty();
    } catch (Template.ExpansionException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
