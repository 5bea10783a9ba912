package dev.tenon.token;

import dev.tenon.client.ClientStandings;
import dev.tenon.client.OAuthClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Standings in memory.
final class SeenStandings implements ClientStandings {
  private final Map<String, Long> rejected = new HashMap<>();

  @Override
  public synchronized boolean rejected(OAuthClient client, String message, Instant at) {
    Long before = rejected.put(client.id().value(), client.version());
    return before == null || before != client.version();
  }

  @Override
  public synchronized boolean accepted(OAuthClient client, Instant at) {
    return rejected.remove(client.id().value()) != null;
  }

  @Override
  public synchronized boolean isRejected(OAuthClient client) {
    return rejected.containsKey(client.id().value());
  }
}
