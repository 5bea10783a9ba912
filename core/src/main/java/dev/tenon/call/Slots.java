package dev.tenon.call;

import java.time.Duration;
import java.time.Instant;

/// How a limit's time is cut into slots, the same on every node. Immutable.
///
/// Whatever is taken in a slot is used in it. So many slots are counted together that no stretch of
/// time as long as the limit's can see more than the limit, wherever it begins: one slot more than
/// the time has, and each a twentieth longer, for calls that take longer on their way than others.
///
/// @param length of a slot
/// @param span how many slots are counted together
record Slots(Duration length, int span) {
  private static final int PIECES = 12;

  /// Shorter limits are not worth asking anybody.
  private static final Duration SHARED = Duration.ofSeconds(10);

  /// The slots of a limit of that time.
  static Slots of(Duration window) {
    long millis = (window.toMillis() * 21 / 20 + PIECES - 1) / PIECES;
    return new Slots(Duration.ofMillis(Math.max(1, millis)), PIECES + 1);
  }

  /// Whether nodes share such a limit by asking the store, rather than by dividing it.
  static boolean areShared(Duration window) {
    return window.compareTo(SHARED) >= 0;
  }

  /// The slot that `now` is in.
  long at(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), length.toMillis());
  }

  /// When `slot` begins.
  Instant begin(long slot) {
    return Instant.ofEpochMilli(slot * length.toMillis());
  }

  /// After that time nothing of what was taken before counts any more.
  Duration memory() {
    return length.multipliedBy(span);
  }
}
