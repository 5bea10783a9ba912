package dev.tenon.token;

import java.time.Duration;

/// The times of a refresh.
///
/// @param node names this node, the same after a restart, so that it finds the leases that it left
/// @param lease how long a lease lasts
/// @param sendWithin how long after the lease was taken the request may still be sent: with the
///   longest token call after it the lease is not over, so that a node that was paused never sends
///   what another has spent meanwhile
/// @param patience how long a caller waits for a refresh, its own or another's
/// @param patienceWhileValid the same while the token that is there is still valid
/// @param look how often somebody else's refresh is looked at while waiting for it
/// @param ownersTime how long after a lease has run out its owner may still come back and tell what
///   came of its attempt: time for a restart
/// @param settling how long after the store was away nobody else's attempt is replaced, so that
///   whoever holds an answer can save it first
/// @param reportPause how long after a report made us refresh the next report of that connection is
///   believed
public record RefreshPolicy(
    String node,
    Duration lease,
    Duration sendWithin,
    Duration patience,
    Duration patienceWhileValid,
    Duration look,
    Duration ownersTime,
    Duration settling,
    Duration reportPause) {

  /// What a hub uses. The longest token call is 20 s.
  public static RefreshPolicy of(String node) {
    return new RefreshPolicy(
        node,
        Duration.ofSeconds(45),
        Duration.ofSeconds(20),
        Duration.ofSeconds(25),
        Duration.ofSeconds(3),
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }
}
