package dev.tenon.stores;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.ExpiringSecrets;
import dev.tenon.client.OAuthClient;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The client secrets that end, in memory: kept with the clients, and what was told beside them.
public final class InMemoryExpiringSecrets implements ExpiringSecrets {
  private final InMemoryStores stores;
  private final Map<RowKey, Told> told = new HashMap<>();

  InMemoryExpiringSecrets(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public List<Expiring> untold(int stage, Instant end, int limit) {
    return stores.transaction(
        () ->
            stores.oauthClients().everything().stream()
                .flatMap(
                    client ->
                        client.secrets().stream().flatMap(secret -> of(client, secret).stream()))
                .filter(secret -> !secret.expiresAt().isAfter(end) && isUntold(secret, stage))
                .sorted(Comparator.comparing(Expiring::expiresAt).thenComparing(Expiring::secret))
                .limit(limit)
                .toList());
  }

  @Override
  public boolean tell(Expiring secret, int stage, Instant at) {
    AuditEvent event =
        new AuditEvent(
            secret.workspace(),
            at,
            new Actor.Hub(),
            "oauth_client.secret_expiring",
            secret.client().value(),
            Map.of());
    return stores.audited(
        event,
        () -> {
          boolean mine =
              stores.oauthClients().everything().stream()
                      .filter(client -> client.workspace().equals(secret.workspace()))
                      .flatMap(client -> client.secret(secret.secret()).stream())
                      .anyMatch(it -> it.expiresAt().equals(Optional.of(secret.expiresAt())))
                  && isUntold(secret, stage);
          if (mine) {
            told.put(key(secret), new Told(secret.expiresAt(), stage));
          }
          return mine;
        });
  }

  private boolean isUntold(Expiring secret, int stage) {
    Told before = told.get(key(secret));
    return before == null || !before.end().equals(secret.expiresAt()) || before.stage() > stage;
  }

  private static Optional<Expiring> of(OAuthClient client, ClientSecret secret) {
    return secret
        .expiresAt()
        .map(
            end ->
                new Expiring(
                    client.workspace(),
                    client.id(),
                    client.name(),
                    secret.id(),
                    secret.lastFour(),
                    end));
  }

  private static RowKey key(Expiring secret) {
    return new RowKey(secret.workspace(), secret.secret());
  }

  private record Told(Instant end, int stage) {}
}
