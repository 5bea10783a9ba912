package dev.tenon.connect;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Organization;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import dev.tenon.secret.Place;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Gives a link's user the grant that a journey brought: a new connection, or a new version of the
/// grant of the one they have. Whatever else moves the connection meanwhile, the newest consent
/// wins. Safe for use by any thread.
public final class NewGrants {
  private static final int TRIES = 5;

  private final ConnectionStore connections;
  private final GrantStore grants;
  private final Clock clock;
  private final RandomGenerator random;

  /// Writes to these stores.
  public NewGrants(
      ConnectionStore connections, GrantStore grants, Clock clock, RandomGenerator random) {
    this.connections = connections;
    this.grants = grants;
    this.clock = clock;
    this.random = random;
  }

  /// The connection that the link's user has through that client, where it is not revoked.
  Optional<Connection> existing(ConnectLink link, OAuthClientId client) {
    return existing(Grantee.of(link, client));
  }

  /// The connection that `grantee` has, where it is not revoked.
  Optional<Connection> existing(Grantee grantee) {
    return connections.find(grantee.workspace(), grantee.client(), new Owner.User(grantee.user()));
  }

  /// A connection that waits for its confirmation: the one that the user has, or a new one.
  Connection pending(ConnectLink link, OAuthClientId client, AuditEvent audit) {
    Optional<Connection> existing = existing(link, client);
    if (existing.isPresent()) {
      return existing.get();
    }
    Connection fresh =
        connection(
            Grantee.of(link, client), ConnectionId.random(random), Status.PENDING_VERIFICATION);
    return connections.createPending(fresh, event("pending"), audit);
  }

  /// Writes the grant.
  ///
  /// @param sealing seals the tokens for the place that they get
  /// @param waiting the grant that waited and is confirmed by this
  Written write(
      Grantee grantee,
      Function<Place, GrantTokens> sealing,
      Optional<Waiting> waiting,
      AuditEvent audit) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Connection> existing = existing(grantee);
      if (existing.isPresent() && existing.get().account().isAnother(grantee.account())) {
        return new Written.OtherAccount();
      }
      Connection connection =
          existing
              .map(old -> renewed(old, grantee))
              .orElseGet(() -> connection(grantee, ConnectionId.random(random), Status.ACTIVE));
      Attempt attempt = seal(connection, sealing, waiting);
      switch (connections.connect(
          attempt.connection(),
          attempt.grant(),
          waiting.map(Waiting::id),
          event(waiting.isPresent() ? "confirmed" : "connected"),
          named(audit, connection))) {
        case CONNECTED -> {
          return new Written.Done(attempt.connection());
        }
        case PENDING_GONE -> {
          return new Written.PendingGone();
        }
        case MOVED -> {}
      }
    }
    return new Written.Busy();
  }

  private Attempt seal(
      Connection connection, Function<Place, GrantTokens> sealing, Optional<Waiting> waiting) {
    long version =
        grants.find(connection.workspace(), connection.id()).map(Grant::version).orElse(0L) + 1;
    GrantTokens tokens =
        sealing.apply(GrantSealer.place(connection.workspace(), connection.id(), version));
    Instant consentedAt = waiting.map(Waiting::consentedAt).orElseGet(clock::instant);
    return new Attempt(
        withTokens(connection, tokens),
        new Grant(
            connection.id(),
            connection.workspace(),
            version,
            tokens,
            consentedAt,
            Optional.empty(),
            0));
  }

  private Connection connection(Grantee grantee, ConnectionId id, Status status) {
    return new Connection(
        id,
        grantee.workspace(),
        grantee.client(),
        new Owner.User(grantee.user()),
        status,
        grantee.account(),
        dev.tenon.oauth.Scope.none(),
        List.<Organization>of(),
        grantee.values(),
        clock.instant(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// An account that the provider says nothing of this time stays the one that it was.
  private static Connection renewed(Connection old, Grantee grantee) {
    Account account =
        grantee.account().equals(Account.unknown()) ? old.account() : grantee.account();
    return new Connection(
        old.id(),
        old.workspace(),
        old.oauthClient(),
        old.owner(),
        Status.ACTIVE,
        account,
        old.scopes(),
        old.organizations(),
        grantee.values(),
        old.createdAt(),
        old.lastRefreshedAt(),
        Optional.empty(),
        Optional.empty());
  }

  private static Connection withTokens(Connection it, GrantTokens tokens) {
    return new Connection(
        it.id(),
        it.workspace(),
        it.oauthClient(),
        it.owner(),
        it.status(),
        it.account(),
        tokens.scope(),
        it.organizations(),
        it.values(),
        it.createdAt(),
        Optional.of(tokens.requestedAt()),
        Optional.empty(),
        Optional.empty());
  }

  private ConnectionEvent event(String type) {
    return new ConnectionEvent(clock.instant(), type, Map.of());
  }

  private static AuditEvent named(AuditEvent audit, Connection connection) {
    return new AuditEvent(
        audit.workspace(),
        audit.at(),
        audit.actor(),
        audit.action(),
        connection.id().value(),
        audit.details());
  }

  private record Attempt(Connection connection, Grant grant) {}

  /// A stored grant that waited for this.
  ///
  /// @param id of the pending or unclaimed grant
  record Waiting(String id, Instant consentedAt) {}

  /// Who gets the grant.
  record Grantee(
      WorkspaceId workspace,
      UserId user,
      OAuthClientId client,
      Account account,
      Map<String, String> values) {
    /// The user of `link`, of whose account nothing is known.
    static Grantee of(ConnectLink link, OAuthClientId client) {
      return new Grantee(link.workspace(), link.user(), client, Account.unknown(), Map.of());
    }

    /// The same with what is known of the account, and the values to keep.
    Grantee with(Account known, Map<String, String> kept) {
      return new Grantee(workspace, user, client, known, kept);
    }
  }

  /// What came of it.
  sealed interface Written {
    /// The connection is active.
    record Done(Connection connection) implements Written {}

    /// The user's connection belongs to another account; its grant stays.
    record OtherAccount() implements Written {}

    /// What waited has been confirmed already, or is over.
    record PendingGone() implements Written {}

    /// The connection kept moving.
    record Busy() implements Written {}
  }
}
