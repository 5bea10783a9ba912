package dev.tenon.token;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Makes the connections that apps hold themselves (client credentials and what builds on them): at
/// first use, with the first token. Safe for use by any thread.
final class AppConnections {
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final ConnectionStore connections;
  private final GrantSealer sealer;
  private final TokenEndpoint provider;
  private final Breakers breakers;
  private final SingleFlight<String, Made> flights;
  private final Clock clock;
  private final RandomGenerator random;

  /// Asks `provider`, each flight on a thread of `threads`.
  AppConnections(
      ConnectionStore connections,
      GrantSealer sealer,
      TokenEndpoint provider,
      Breakers breakers,
      Executor threads,
      Pause pause,
      Clock clock,
      RandomGenerator random) {
    this.connections = connections;
    this.sealer = sealer;
    this.provider = provider;
    this.breakers = breakers;
    this.flights = new SingleFlight<>(threads, pause);
    this.clock = clock;
    this.random = random;
  }

  /// Makes the connection of `caller` through `client`.
  Made make(Caller.App caller, ResolvedClient client) {
    String key = client.client().id() + " " + caller.name();
    return flights
        .join(key, PATIENCE, () -> obtain(caller, client))
        .orElseGet(() -> new Made.Failed(new RefreshResult.Busy(Duration.ofSeconds(1))));
  }

  private Made obtain(Caller.App caller, ResolvedClient client) {
    ConnectionId id = ConnectionId.random(random);
    // There is no connection yet, so only client and endpoint can keep us out.
    Optional<RefreshResult> closed = breakers.closed(client);
    if (closed.isPresent()) {
      return new Made.Failed(closed.get());
    }
    return switch (provider.ask(client, new TokenRequest.ClientCredentials())) {
      case TokenAnswer.Granted(TokenResponse response) -> {
        breakers.answered(client);
        yield connect(caller, client, id, response);
      }
      case TokenAnswer.Refused it -> {
        RefreshResult result =
            new RefreshResult.ClientRejected(
                Failures.rejected(client.client(), it, clock.instant()));
        breakers.rejected(client, result);
        yield new Made.Failed(result);
      }
      case TokenAnswer.Unavailable it ->
          away(client, Failures.unavailable(it, clock.instant()), it.retryAfter());
      case TokenAnswer.Unreachable it ->
          away(client, Failures.unreachable(it, clock.instant()), Optional.empty());
      case TokenAnswer.Unanswered it ->
          away(client, Failures.unanswered(it, clock.instant()), Optional.empty());
      case TokenAnswer.TooLate _ -> new Made.Failed(new RefreshResult.Busy(Duration.ofSeconds(1)));
      case TokenAnswer.NotAsked it ->
          new Made.Failed(new RefreshResult.Fault(Failures.fault(it.detail(), clock.instant())));
    };
  }

  private Made away(ResolvedClient client, LastError error, Optional<Duration> retryAfter) {
    Instant until =
        breakers.away(client, 1, retryAfter, left -> new RefreshResult.Away(error, left));
    return new Made.Failed(new RefreshResult.Away(error, Duration.between(clock.instant(), until)));
  }

  private Made connect(
      Caller.App caller, ResolvedClient client, ConnectionId id, TokenResponse response) {
    Instant now = clock.instant();
    GrantTerms terms =
        GrantTerms.first(Spendings.lifetimes(client), client.scope(), now, Optional.empty());
    GrantTokens tokens = sealer.seal(GrantSealer.place(caller.workspace(), id, 1), response, terms);
    ConnectResult result =
        connections.connect(
            connection(caller.name(), client, id, tokens, response),
            new Grant(id, caller.workspace(), 1, tokens, now, Optional.empty(), 0),
            Optional.empty(),
            new ConnectionEvent(now, "connected", Map.of("by", "client_credentials")),
            new AuditEvent(
                caller.workspace(),
                now,
                Actor.of(caller),
                "connection.connected",
                id.value(),
                Map.of("integration", client.client().name().value())));
    return switch (result) {
      case CONNECTED, MOVED -> new Made.LookAgain();
      case PENDING_GONE -> throw new IllegalStateException("no pending grant was named: a bug");
    };
  }

  private static Connection connection(
      AppName app,
      ResolvedClient client,
      ConnectionId id,
      GrantTokens tokens,
      TokenResponse response) {
    return new Connection(
        id,
        client.client().workspace(),
        client.client().id(),
        new Owner.App(app),
        Status.ACTIVE,
        Account.unknown(),
        tokens.scope(),
        List.of(),
        response.metadata(),
        tokens.requestedAt(),
        Optional.of(tokens.requestedAt()),
        Optional.empty(),
        Optional.empty());
  }

  /// What came of it.
  sealed interface Made {
    /// The connection is there now, by us or by somebody else.
    record LookAgain() implements Made {}

    /// It could not be made.
    record Failed(RefreshResult result) implements Made {}
  }
}
