package dev.tenon.token;

import dev.tenon.access.Caller;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.Status;
import dev.tenon.connector.Lifetimes;
import dev.tenon.token.HeldConnections.Held;
import dev.tenon.workspace.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Takes an app's word that a provider refused a token: that version alone is refreshed, once. Safe
/// for use by any thread.
public final class TokenReports {
  /// A token that was refused earlier was revoked rather than over.
  private static final Duration LEAST_LIFETIME = Duration.ofMinutes(5);

  private final HeldConnections held;
  private final GrantStore grants;
  private final Refresher refresher;
  private final LearnedLifetimes learned;
  private final RefreshPolicy policy;
  private final ChangeFeed changes;
  private final Clock clock;
  private final AtomicLong trials = new AtomicLong();
  private final Map<ConnectionId, Instant> believed = new ConcurrentHashMap<>();

  /// The versions that are just being refreshed because somebody reported them.
  private final Map<ConnectionId, Long> underWay = new ConcurrentHashMap<>();

  TokenReports(
      HeldConnections held,
      GrantStore grants,
      Refresher refresher,
      LearnedLifetimes learned,
      RefreshPolicy policy,
      ChangeFeed changes,
      Clock clock) {
    this.held = held;
    this.grants = grants;
    this.refresher = refresher;
    this.learned = learned;
    this.policy = policy;
    this.changes = changes;
    this.clock = clock;
  }

  /// `caller` saw the token of `connection` at `version` refused. When this says that it was
  /// replaced, no node hands it out any more.
  public ReportResult report(Caller.App caller, ConnectionId connection, long version) {
    Optional<Held.Found> found = held.find(caller, connection);
    if (found.isEmpty()) {
      return new ReportResult.NotFound();
    }
    Grant grant = refresher.newest(found.get().grant());
    ReportResult result =
        grant.version() == version
            ? newest(found.get(), grant)
            : new ReportResult.Replaced(grant.version());
    if (!(result instanceof ReportResult.TooSoon)) {
      changes.awaitHeard();
    }
    return result;
  }

  /// The version that is handed out now was reported.
  private ReportResult newest(Held.Found found, Grant grant) {
    Instant now = clock.instant();
    Optional<Duration> wait = wait(grant.connection(), now);
    if (wait.isPresent()) {
      return reportedAgain(found, grant, wait.get());
    }
    believed.put(grant.connection(), now);
    underWay.put(grant.connection(), grant.version());
    try {
      return believed(found, grant, now);
    } finally {
      underWay.remove(grant.connection(), grant.version());
    }
  }

  private ReportResult believed(Held.Found found, Grant grant, Instant now) {
    learn(found, grant, now);
    boolean isDead = found.connection().status() == Status.REAUTHORIZATION_REQUIRED;
    if (isDead || !isRefreshable(found, grant)) {
      return over(found, grant, isDead);
    }
    RefreshResult result = refresh(found, grant);
    if (result instanceof RefreshResult.Dead) {
      expire(grant);
    }
    return report(result, found.connection(), grant);
  }

  /// Somebody reported this connection a moment ago: whoever saw the same version refused waits for
  /// the same refresh.
  private ReportResult reportedAgain(Held.Found found, Grant grant, Duration wait) {
    if (underWay.getOrDefault(grant.connection(), 0L) == grant.version()) {
      return refreshed(found, grant);
    }
    return grants
        .find(grant.workspace(), grant.connection())
        .map(Grant::version)
        .filter(stored -> stored > grant.version())
        .<ReportResult>map(ReportResult.Replaced::new)
        .orElseGet(() -> new ReportResult.TooSoon(wait));
  }

  /// There is nothing to replace the refused token with: it is not handed out any more.
  private ReportResult over(Held.Found found, Grant grant, boolean isDead) {
    expire(grant);
    return isDead
        ? new ReportResult.Failed(HeldConnections.dead(found.connection()))
        // The refresh says that there is nothing to refresh it with.
        : refreshed(found, grants.find(grant.workspace(), grant.connection()).orElse(grant));
  }

  private void expire(Grant grant) {
    Instant now = clock.instant();
    grants.expire(
        grant.workspace(),
        grant.connection(),
        grant.version(),
        now,
        new ConnectionEvent(
            now, "reported_invalid", Map.of("token_version", Long.toString(grant.version()))));
  }

  /// Where nobody said how long the token lives, now it is known how long it did not.
  private void learn(Held.Found found, Grant grant, Instant now) {
    Lifetimes declared = Spendings.lifetimes(found.client());
    Duration age = Duration.between(grant.tokens().requestedAt(), now);
    if (declared.accessToken().isEmpty()
        && !declared.accessTokenNeverExpires()
        && age.compareTo(LEAST_LIFETIME) > 0) {
      Notes.tried(() -> learned.accessEnded(grant.workspace(), found.client().client().id(), age));
    }
  }

  /// Refreshes because `caller` asks for it, whatever the token's age: an admin any connection of
  /// the workspace, an app those that it may use.
  public ReportResult refresh(Caller caller, ConnectionId connection) {
    Optional<Held.Found> found =
        switch (caller) {
          case Caller.Admin admin -> held.find(admin, connection);
          case Caller.App app -> held.find(app, connection);
        };
    if (found.isEmpty()) {
      return new ReportResult.NotFound();
    }
    Grant grant = refresher.newest(found.get().grant());
    return isRefreshable(found.get(), grant)
        ? refreshed(found.get(), grant)
        : new ReportResult.NotRefreshable();
  }

  /// Refreshes by one of the OAuth client's secrets alone, to see whether the provider takes it.
  /// Where it does not, nothing was spent and nothing is remembered: neither of the connection nor
  /// of the client.
  public ReportResult refreshWith(Caller.Admin admin, ConnectionId connection, String secret) {
    Optional<Held.Found> found = held.find(admin, connection);
    Optional<ResolvedClient> client =
        found.flatMap(it -> it.client().onTrial(secret, trials.incrementAndGet()));
    if (client.isEmpty()) {
      return new ReportResult.NotFound();
    }
    Grant grant = refresher.newest(found.get().grant());
    return isRefreshable(found.get(), grant)
        ? report(
            refresher.refreshAlone(client.get(), found.get().connection(), grant),
            found.get().connection(),
            grant)
        : new ReportResult.NotRefreshable();
  }

  private ReportResult refreshed(Held.Found found, Grant grant) {
    return report(refresh(found, grant), found.connection(), grant);
  }

  private RefreshResult refresh(Held.Found found, Grant grant) {
    return refresher.refresh(found.client(), found.connection(), grant, Refresher.Reason.TOLD);
  }

  private ReportResult report(RefreshResult result, Connection connection, Grant grant) {
    return switch (result) {
      case RefreshResult.Refreshed it -> new ReportResult.Replaced(it.grant().version());
      case RefreshResult.Moved _ ->
          new ReportResult.Replaced(
              grants
                  .find(connection.workspace(), connection.id())
                  .map(Grant::version)
                  .orElse(grant.version()));
      case RefreshResult.Dead _,
          RefreshResult.ClientRejected _,
          RefreshResult.Away _,
          RefreshResult.Busy _,
          RefreshResult.Fault _ ->
          FreshTokens.failed(result, Optional.of(connection.id()))
              .<ReportResult>map(ReportResult.Failed::new)
              .orElseGet(() -> new ReportResult.Replaced(grant.version()));
    };
  }

  private static boolean isRefreshable(Held.Found found, Grant grant) {
    return grant.tokens().refreshToken().isPresent() || !found.client().definition().isForUsers();
  }

  private Optional<Duration> wait(ConnectionId connection, Instant now) {
    // Old entries go when new ones come, so that there are never many.
    believed.values().removeIf(at -> at.plus(policy.reportPause()).isBefore(now));
    return Optional.ofNullable(believed.get(connection))
        .map(at -> Duration.between(now, at.plus(policy.reportPause())))
        .filter(left -> left.isPositive());
  }
}
