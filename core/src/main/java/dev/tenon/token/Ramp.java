package dev.tenon.token;

import java.util.concurrent.atomic.AtomicInteger;

/// How many background refreshes at once a process can take. What it does for the first time is
/// slow, and an answer waits in memory behind all others that came with it until it is on the disk;
/// so it begins with few, and each that has landed makes room for one more. And it takes on no more
/// than it is allowed to, so that requests find the processors free. Safe for use by any thread.
final class Ramp {
  /// Of one lane.
  static final int FIRST = 2;

  private final AtomicInteger landed = new AtomicInteger();
  private volatile int allowed = Integer.MAX_VALUE;
  private volatile int lanes = 1;

  /// A refresh has come to its end, whatever that was.
  void landed() {
    // It stops where it does not matter any more, long before it could overflow.
    if (landed.get() < Lane.ROOM) {
      landed.incrementAndGet();
    }
  }

  /// In all lanes together no more than `atOnce` from now on, but one in each at least.
  void allow(int atOnce) {
    allowed = atOnce;
  }

  /// How many lanes share what is allowed.
  void share(int count) {
    lanes = Math.max(1, count);
  }

  /// Refreshes at once in one lane, at most `most`.
  int width(int most) {
    int share = Math.max(1, allowed / lanes);
    return Math.min(Math.min(most, share), FIRST + landed.get());
  }
}
