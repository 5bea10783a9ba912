package dev.tenon.sdk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens kept in the app's memory, for apps that call a provider many times a second. Callers who
/// ask for the same token at the same time share one request to the hub.
///
/// The price: for as long as a token is kept, this app does not learn that its connection was
/// deleted. So the time is yours to choose, and nothing is kept by default. Only tokens are kept,
/// never refusals, and at most 10,000. Safe for use by any thread.
public final class RememberedTokens {
  private static final Duration LEAST_LEFT = Duration.ofSeconds(60);
  private static final Duration UNTIL_THE_END = Duration.ofDays(36_500);
  private static final int MOST = 10_000;

  private final TenonClient client;
  private final Duration keptFor;
  private final Clock clock;
  private final Map<TokenRequest, Kept> kept = new ConcurrentHashMap<>();
  private final Map<TokenRequest, CompletableFuture<TokenResult>> asking =
      new ConcurrentHashMap<>();

  /// Tokens of `client`, each kept as long as its answer allows: until a minute before its end. A
  /// token of which nobody knows when it ends is asked for each time.
  public static RememberedTokens untilTheyEnd(TenonClient client, Clock clock) {
    return new RememberedTokens(client, UNTIL_THE_END, clock);
  }

  /// Tokens of `client`, each kept for at most `keptFor` and never into its last minute.
  public RememberedTokens(TenonClient client, Duration keptFor, Clock clock) {
    this.client = client;
    this.keptFor = keptFor;
    this.clock = clock;
  }

  /// The token, from memory or from the hub; see [TenonClient#token(TokenRequest)].
  public TokenResult token(TokenRequest request) {
    Kept known = kept.get(request);
    if (known != null && clock.instant().isBefore(known.until())) {
      return known.token();
    }
    return ask(request);
  }

  /// Forgets the token and tells the hub; see [TenonClient#reportInvalid(String, long)].
  public void reportInvalid(Token token) {
    kept.values()
        .removeIf(
            known ->
                known.token().connectionId().equals(token.connectionId())
                    && known.token().version() <= token.version());
    client.reportInvalid(token.connectionId(), token.version());
  }

  private TokenResult ask(TokenRequest request) {
    var mine = new CompletableFuture<TokenResult>();
    var earlier = asking.putIfAbsent(request, mine);
    if (earlier != null) {
      return join(earlier);
    }
    try {
      TokenResult result = client.token(request);
      remember(request, result);
      mine.complete(result);
      return result;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      asking.remove(request, mine);
      mine.cancel(false);
    }
  }

  private static TokenResult join(CompletableFuture<TokenResult> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof TenonException failure ? failure : e;
    }
  }

  private void remember(TokenRequest request, TokenResult result) {
    if (!(result instanceof Token token)) {
      kept.remove(request);
      return;
    }
    Instant now = clock.instant();
    Optional<Instant> safe =
        token.expiresAt().map(end -> end.minus(LEAST_LEFT).minus(request.minTtl()));
    if (safe.isEmpty() && keptFor.equals(UNTIL_THE_END)) {
      return;
    }
    if (kept.size() >= MOST) {
      makeRoom(now);
    }
    Instant until = now.plus(keptFor);
    kept.put(request, new Kept(token, safe.filter(end -> end.isBefore(until)).orElse(until)));
  }

  /// Forgets what is over, and everything where nothing is: the hub still knows.
  private void makeRoom(Instant now) {
    kept.values().removeIf(known -> !now.isBefore(known.until()));
    if (kept.size() >= MOST) {
      kept.clear();
    }
  }

  private record Kept(Token token, Instant until) {}
}
