package dev.tenon.sandbox.oauth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts what each client does at one provider. The monitor guards the map. Safe for use by any
/// thread.
public final class Tallies {
  /// What is counted.
  enum Event {
    AUTHORIZE_CALL,
    CODE_REDEEMED,
    REFRESHED,
    REUSE_SEEN,
    GRANT_REVOKED,
    REVOCATION_CALL
  }

  private static final class Tally {
    final Map<Event, Long> events = new TreeMap<>();
    final Map<String, Long> tokenCalls = new TreeMap<>();
    Optional<SeenTokenRequest> lastTokenRequest = Optional.empty();
  }

  private final String provider;
  private final Map<String, Tally> byClient = new TreeMap<>();

  Tallies(String provider) {
    this.provider = provider;
  }

  synchronized void count(String clientId, Event event) {
    tally(clientId).events.merge(event, 1L, Long::sum);
  }

  synchronized void tokenCall(String clientId, SeenTokenRequest seen) {
    Tally tally = tally(clientId);
    tally.tokenCalls.merge(seen.grantType(), 1L, Long::sum);
    tally.lastTokenRequest = Optional.of(seen);
  }

  synchronized void clear() {
    byClient.clear();
  }

  synchronized List<Counters> all() {
    return byClient.keySet().stream().map(this::of).toList();
  }

  synchronized Counters of(String clientId) {
    Tally tally = byClient.get(clientId);
    return tally == null
        ? Counters.none(provider, clientId)
        : new Counters(
            provider,
            clientId,
            tally.events.getOrDefault(Event.AUTHORIZE_CALL, 0L),
            tally.tokenCalls,
            tally.events.getOrDefault(Event.CODE_REDEEMED, 0L),
            tally.events.getOrDefault(Event.REFRESHED, 0L),
            tally.events.getOrDefault(Event.REUSE_SEEN, 0L),
            tally.events.getOrDefault(Event.GRANT_REVOKED, 0L),
            tally.events.getOrDefault(Event.REVOCATION_CALL, 0L),
            tally.lastTokenRequest);
  }

  private Tally tally(String clientId) {
    return byClient.computeIfAbsent(clientId, _ -> new Tally());
  }
}
