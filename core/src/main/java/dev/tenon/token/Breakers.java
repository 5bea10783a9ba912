package dev.tenon.token;

import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.LastError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

/// Remembers, on this node, what need not be tried yet: an OAuth client that the provider rejects,
/// a token endpoint that is down. What a single connection waits for is in the store, for all
/// nodes.
///
/// A breaker that is over lets one caller try; the others stay out until that one is back or
/// [#PROBE] has passed. When an endpoint is back, its connections need not wait any longer. Safe
/// for use by any thread.
public final class Breakers {
  /// Failures in a row after which a token endpoint is left alone for all connections.
  static final int ENDPOINT_THRESHOLD = 5;

  /// How long one caller's try keeps the others out.
  static final Duration PROBE = Duration.ofSeconds(30);

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final ConcurrentMap<String, Breaker> breakers = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Instant> recovered = new ConcurrentHashMap<>();
  private final Clock clock;
  private final RandomGenerator random;

  /// Nothing has failed yet.
  public Breakers(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// Why a refresh must not be tried now, or empty when it may be; then this caller is the one who
  /// tries.
  Optional<RefreshResult> closed(
      ResolvedClient client, Connection connection, Refresher.Reason reason) {
    Instant now = clock.instant();
    Optional<RefreshResult> own =
        reason == Refresher.Reason.TOLD ? Optional.empty() : waiting(client, connection, now);
    return own.or(() -> shared(client, now));
  }

  /// Why nothing is tried through `client` now, whichever connection it is for; then this caller is
  /// the one who tries.
  Optional<RefreshResult> closed(ResolvedClient client) {
    return shared(client, clock.instant());
  }

  /// Whether nothing is tried through `client` now. Asking does not make the caller the one who
  /// tries.
  boolean isShut(ResolvedClient client) {
    Instant now = clock.instant();
    return isShut(clientKey(client.client()), now) || isShut(endpointKey(client), now);
  }

  private boolean isShut(String key, Instant now) {
    Breaker breaker = breakers.get(key);
    return breaker != null && breaker.isOpen() && now.isBefore(breaker.until());
  }

  private Optional<RefreshResult> shared(ResolvedClient client, Instant now) {
    return blocked(clientKey(client.client()), now).or(() -> blocked(endpointKey(client), now));
  }

  /// The provider was away for a connection whose refreshes have failed `failures` times in a row
  /// by now; until when that connection is left alone.
  Instant away(ResolvedClient client, int failures, Optional<Duration> retryAfter, Away cause) {
    int threshold = retryAfter.isPresent() ? 1 : ENDPOINT_THRESHOLD;
    open(endpointKey(client), threshold, retryAfter, cause);
    return clock.instant().plus(longer(BackOff.CONNECTION.after(failures, random), retryAfter));
  }

  /// The provider rejected the client, so it is there; until when the client is left alone.
  Instant rejected(ResolvedClient client, RefreshResult cause) {
    endpointAnswered(client);
    return open(clientKey(client.client()), 1, Optional.empty(), _ -> cause);
  }

  /// The provider answered this client.
  void answered(ResolvedClient client) {
    breakers.remove(clientKey(client.client()));
    endpointAnswered(client);
  }

  private void endpointAnswered(ResolvedClient client) {
    Breaker endpoint = breakers.remove(endpointKey(client));
    if (endpoint != null && endpoint.isOpen()) {
      recovered.put(endpointKey(client), clock.instant());
    }
  }

  /// What the store says of the last try, which may have been another node's.
  private Optional<RefreshResult> waiting(
      ResolvedClient client, Connection connection, Instant now) {
    return connection
        .lastError()
        .filter(error -> error.nextAttemptAt().map(now::isBefore).orElse(false))
        .filter(error -> !hasRecovered(client, error.at()))
        .map(error -> new RefreshResult.Away(error, left(error, now)));
  }

  private static Duration left(LastError error, Instant now) {
    return Duration.between(now, error.nextAttemptAt().orElse(now));
  }

  private boolean hasRecovered(ResolvedClient client, Instant since) {
    Instant at = recovered.get(endpointKey(client));
    return at != null && !at.isBefore(since);
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
              Duration own = BackOff.SHARED.after(Math.max(1, failures - threshold + 1), random);
              return new Breaker(failures, threshold, now.plus(longer(own, retryAfter)), cause);
            });
    return breaker.until();
  }

  private static Duration longer(Duration own, Optional<Duration> retryAfter) {
    Duration asked = retryAfter.orElse(Duration.ZERO);
    Duration capped = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    return capped.compareTo(own) > 0 ? capped : own;
  }

  /// With the client's version, so that a mended client is tried at once.
  private static String clientKey(OAuthClient client) {
    return "client " + client.id() + " " + client.version();
  }

  /// With the workspace: what one tenant does to a client that others borrow holds nobody else up.
  private static String endpointKey(ResolvedClient client) {
    OAuthClient of = client.client();
    return "endpoint " + of.workspace() + " " + of.clientId() + " " + client.tokenUrl();
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
