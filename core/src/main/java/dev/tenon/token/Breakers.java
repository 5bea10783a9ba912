package dev.tenon.token;

import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

/// Remembers, on this node, what need not be tried yet: an OAuth client that the provider rejects,
/// a token endpoint that is down, a connection whose last refresh failed.
///
/// A breaker that is over lets one caller try; the others stay out until that one is back or
/// [#PROBE] has passed. Safe for use by any thread.
final class Breakers {
  /// Failures in a row after which a token endpoint is left alone for all connections.
  static final int ENDPOINT_THRESHOLD = 5;

  /// How long one caller's try keeps the others out.
  static final Duration PROBE = Duration.ofSeconds(30);

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final ConcurrentMap<String, Breaker> breakers = new ConcurrentHashMap<>();
  private final Clock clock;
  private final RandomGenerator random;

  Breakers(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// Why a refresh must not be tried now, or empty when it may be; then this caller is the one who
  /// tries.
  Optional<RefreshResult> closed(ResolvedClient client, ConnectionId connection) {
    Instant now = clock.instant();
    return blocked(connectionKey(connection), now)
        .or(() -> blocked(clientKey(client.client()), now))
        .or(() -> blocked(endpointKey(client), now));
  }

  /// The provider was away; until when this connection is left alone.
  Instant away(
      ResolvedClient client, ConnectionId connection, Optional<Duration> retryAfter, Away cause) {
    Instant until = open(connectionKey(connection), 1, retryAfter, cause);
    int threshold = retryAfter.isPresent() ? 1 : ENDPOINT_THRESHOLD;
    open(endpointKey(client), threshold, retryAfter, cause);
    return until;
  }

  /// The provider rejected the client; until when it is left alone.
  Instant rejected(ResolvedClient client, RefreshResult cause) {
    return open(clientKey(client.client()), 1, Optional.empty(), _ -> cause);
  }

  /// The provider answered this client.
  void answered(ResolvedClient client, ConnectionId connection) {
    breakers.remove(connectionKey(connection));
    breakers.remove(clientKey(client.client()));
    breakers.remove(endpointKey(client));
  }

  /// The connection was made anew.
  void forget(ConnectionId connection) {
    breakers.remove(connectionKey(connection));
  }

  private Optional<RefreshResult> blocked(String key, Instant now) {
    Breaker breaker = breakers.get(key);
    if (breaker == null || !breaker.isOpen()) {
      return Optional.empty();
    }
    if (now.isBefore(breaker.until())) {
      return Optional.of(breaker.answer(now));
    }
    Breaker probing = breaker.until(now.plus(PROBE));
    return breakers.replace(key, breaker, probing)
        ? Optional.empty()
        : Optional.of(probing.answer(now));
  }

  private Instant open(String key, int threshold, Optional<Duration> retryAfter, Away cause) {
    Instant now = clock.instant();
    Breaker breaker =
        breakers.compute(
            key,
            (_, before) -> {
              int failures = before == null ? 1 : before.failures() + 1;
              return new Breaker(
                  failures, threshold, now.plus(wait(failures, threshold, retryAfter)), cause);
            });
    return breaker.until();
  }

  private Duration wait(int failures, int threshold, Optional<Duration> retryAfter) {
    Duration own = BackOff.after(Math.max(1, failures - threshold + 1), random);
    Duration asked = retryAfter.orElse(Duration.ZERO);
    Duration capped = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    return capped.compareTo(own) > 0 ? capped : own;
  }

  private static String connectionKey(ConnectionId connection) {
    return "connection " + connection;
  }

  /// With the client's version, so that a mended client is tried at once.
  private static String clientKey(OAuthClient client) {
    return "client " + client.id() + " " + client.version();
  }

  private static String endpointKey(ResolvedClient client) {
    return "endpoint " + client.client().clientId() + " " + client.tokenUrl();
  }

  /// Makes the answer for those who are kept out, with the time that is left.
  @FunctionalInterface
  interface Away {
    RefreshResult answer(Duration retryAfter);
  }

  private record Breaker(int failures, int threshold, Instant until, Away cause) {
    boolean isOpen() {
      return failures >= threshold;
    }

    RefreshResult answer(Instant now) {
      return cause.answer(Duration.between(now, until));
    }

    Breaker until(Instant later) {
      return new Breaker(failures, threshold, later, cause);
    }
  }
}
