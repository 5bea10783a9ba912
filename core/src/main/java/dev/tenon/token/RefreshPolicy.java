package dev.tenon.token;

import java.time.Duration;

/// The times of a refresh.
///
/// @param node names this process, for people who look at leases
/// @param lease how long a lease lasts: well over the longest token request
/// @param patience how long a caller waits for a refresh, its own or another's
/// @param look how often somebody else's refresh is looked at while waiting for it
/// @param reportPause how long after a report made us refresh the next report of that connection is
///   believed
public record RefreshPolicy(
    String node, Duration lease, Duration patience, Duration look, Duration reportPause) {

  /// What a hub uses: 60 s, 25 s, 200 ms, 30 s. The longest token request is 20 s.
  public static RefreshPolicy of(String node) {
    return new RefreshPolicy(
        node,
        Duration.ofSeconds(60),
        Duration.ofSeconds(25),
        Duration.ofMillis(200),
        Duration.ofSeconds(30));
  }
}
