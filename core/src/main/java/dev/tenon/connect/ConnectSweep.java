package dev.tenon.connect;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.Revocation;
import dev.tenon.client.TokenEndpoint.RevocationRequest;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Status;
import dev.tenon.secret.Place;
import dev.tenon.secret.UnsealableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clears away what journeys left behind: trips that nobody came back from, and grants that nobody
/// confirmed. Called by the hub from time to time, by one thread of one node.
public final class ConnectSweep {
  private static final int BATCH = 100;

  private final ConnectStore store;
  private final ConnectionStore connections;
  private final LinkedIntegrations integrations;
  private final TokenEndpoint provider;
  private final GrantSealer sealer;
  private final AuditLog audit;

  /// Sweeps `store`.
  public ConnectSweep(
      ConnectStore store,
      ConnectionStore connections,
      LinkedIntegrations integrations,
      TokenEndpoint provider,
      GrantSealer sealer,
      AuditLog audit) {
    this.store = store;
    this.connections = connections;
    this.integrations = integrations;
    this.provider = provider;
    this.sealer = sealer;
    this.audit = audit;
  }

  /// Clears away what is over at `now`. Grants that nobody confirmed are revoked at the provider; a
  /// connection that never had another ends with them. Those that nobody claimed are forgotten.
  public Swept sweep(Instant now) {
    int trips = store.removeExpiredSessions(now);
    // Forgotten, not revoked, as what is refused on arrival is: nobody knows whose they were, and
    // some providers would end another connection of the same account with them.
    store.removeExpiredUnclaimed(now);
    int grants = 0;
    List<PendingGrant> batch;
    do {
      batch = store.takeExpiredPending(now, BATCH);
      batch.forEach(pending -> giveUp(pending, now));
      grants += batch.size();
    } while (batch.size() == BATCH);
    return new Swept(trips, grants);
  }

  private void giveUp(PendingGrant pending, Instant now) {
    Optional<Connection> connection = connections.find(pending.workspace(), pending.connection());
    AuditEvent event =
        new AuditEvent(
            pending.workspace(),
            now,
            new Actor.Hub(),
            "connection.confirmation_expired",
            pending.connection().value(),
            Map.of(
                "link",
                pending.link().value(),
                "provider_revocation",
                connection.map(it -> revoke(pending, it)).orElse("connection gone")));
    boolean ended =
        connection.isPresent()
            && connection.get().status() == Status.PENDING_VERIFICATION
            && connections.revoke(
                pending.workspace(),
                pending.connection(),
                "confirmation_expired",
                new ConnectionEvent(now, "confirmation_expired", Map.of()),
                event);
    if (!ended) {
      audit.append(event);
    }
  }

  /// Revokes at the provider, and says in a word what came of it. Where the user has a connection
  /// that works, nothing is revoked: some providers revoke by client and account, which would end
  /// that one too.
  private String revoke(PendingGrant pending, Connection connection) {
    if (connection.status() == Status.ACTIVE || connection.status() == Status.FAILING) {
      return "not asked: the connection has a grant that works";
    }
    return integrations
        .find(pending.workspace(), connection.oauthClient())
        .map(
            client ->
                switch (integrations.resolve(client, pending.values())) {
                  case Resolution.Resolved it -> said(ask(pending, it));
                  case Resolution.Unresolved _ -> "not asked: the client is not complete";
                })
        .orElse("not asked: the client is gone");
  }

  private Revocation ask(PendingGrant pending, Resolution.Resolved resolved) {
    Place place = field -> PendingGrant.binding(pending.workspace(), pending.id(), field);
    GrantTokens tokens = pending.tokens();
    try {
      return provider.revoke(
          resolved.client(),
          new RevocationRequest(
              sealer.refreshToken(tokens, place), Optional.of(sealer.accessToken(tokens, place))));
    } catch (UnsealableException e) {
      return new Revocation.Failed("the tokens did not open");
    }
  }

  private static String said(Revocation revocation) {
    return switch (revocation) {
      case Revocation.Revoked _ -> "revoked";
      case Revocation.NotSupported _ -> "not supported";
      case Revocation.Failed failed -> "failed: " + OneLine.of(failed.detail());
    };
  }

  /// What was cleared away.
  public record Swept(int trips, int grants) {}
}
