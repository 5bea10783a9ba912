package dev.tenon.token;

import java.util.concurrent.atomic.AtomicInteger;

/// How many background refreshes at once a process can take in its first moments. What it does for
/// the first time is slow, and an answer waits in memory behind all others that came with it until
/// it is on the disk; so it begins with few, and each that has landed makes room for one more. Safe
/// for use by any thread.
final class Ramp {
  /// Of one lane.
  static final int FIRST = 2;

  private final AtomicInteger landed = new AtomicInteger();

  /// A refresh has come to its end, whatever that was.
  void landed() {
    // It stops where it does not matter any more, long before it could overflow.
    if (landed.get() < Lane.ROOM) {
      landed.incrementAndGet();
    }
  }

  /// Refreshes at once, at most `most`.
  int width(int most) {
    return Math.min(most, FIRST + landed.get());
  }
}
