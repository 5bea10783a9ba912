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

  private final List<Long> firstIssuedAt = new ArrayList<>();
  private final List<Long> lastIssuedAt = new ArrayList<>();
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
    return firstIssuedAt.size();
  }

  void issue(long now) {
    if (!firstIssuedAt.isEmpty()) {
      spentAt.add(now);
    }
    firstIssuedAt.add(now);
    lastIssuedAt.add(now);
  }

  /// The access token of `index` was given out again.
  void issueAgain(int index, long now) {
    lastIssuedAt.set(index - 1, now);
  }

  /// When the access token that came with the refresh token of `index` was given out first.
  long firstIssuedAt(int index) {
    return firstIssuedAt.get(index - 1);
  }

  /// When it was given out last.
  long lastIssuedAt(int index) {
    return lastIssuedAt.get(index - 1);
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
