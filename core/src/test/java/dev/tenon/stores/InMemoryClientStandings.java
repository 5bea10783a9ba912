package dev.tenon.stores;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.ClientStandings;
import dev.tenon.client.OAuthClient;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How OAuth clients stand, in memory: kept with the clients.
public final class InMemoryClientStandings implements ClientStandings {
  private final InMemoryStores stores;

  InMemoryClientStandings(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public boolean rejected(OAuthClient client, String message, Instant at) {
    return stores.settings(
        event(client, "rejected", at),
        () ->
            stores
                .oauthClients()
                .stand(
                    client,
                    stored -> stored.version() == client.version() && !stored.isRejected(),
                    Optional.of(new ClientRejection(at, message, client.version()))));
  }

  @Override
  public boolean accepted(OAuthClient client, Instant at) {
    return stores.settings(
        event(client, "recovered", at),
        () ->
            stores
                .oauthClients()
                .stand(
                    client,
                    stored ->
                        stored
                            .rejection()
                            .filter(it -> it.version() <= client.version())
                            .isPresent(),
                    Optional.empty()));
  }

  @Override
  public boolean isRejected(OAuthClient client) {
    return client.rejection().isPresent();
  }

  private static AuditEvent event(OAuthClient client, String verb, Instant at) {
    return new AuditEvent(
        client.workspace(),
        at,
        new Actor.Hub(),
        "oauth_client." + verb,
        client.id().value(),
        Map.of());
  }
}
