package dev.tenon.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came of one consent at the provider: refresh tokens, each spent for the next.
final class Family {
  final String user;
  final int number;

  /// Numbers of the refresh tokens that were told to be over.
  final Set<Integer> refused = new HashSet<>();

  private final List<Long> accessIssuedAt = new ArrayList<>();
  private final List<Long> spentAt = new ArrayList<>();
  private Optional<Sent> killedBy = Optional.empty();
  private boolean dead;

  Family(String user, int number, long now) {
    this.user = user;
    this.number = number;
    issue(now);
  }

  /// Number of the newest refresh token, from 1.
  int newest() {
    return accessIssuedAt.size();
  }

  void issue(long now) {
    if (!accessIssuedAt.isEmpty()) {
      spentAt.add(now);
    }
    accessIssuedAt.add(now);
  }

  /// The access token of `index` was given out again.
  void issueAgain(int index, long now) {
    accessIssuedAt.set(index - 1, now);
  }

  long accessIssuedAt(int index) {
    return accessIssuedAt.get(index - 1);
  }

  long spentAt(int index) {
    return spentAt.get(index - 1);
  }

  void kill(Sent reuse) {
    dead = true;
    killedBy = Optional.of(reuse);
  }

  void revoke() {
    dead = true;
  }

  boolean isDead() {
    return dead;
  }

  Optional<Sent> killedBy() {
    return killedBy;
  }

  String refreshToken(int index) {
    return "R." + user + "." + number + "." + index;
  }

  String accessToken(int index) {
    return "A." + user + "." + number + "." + index;
  }

  @Override
  public String toString() {
    return user + "." + number;
  }
}
