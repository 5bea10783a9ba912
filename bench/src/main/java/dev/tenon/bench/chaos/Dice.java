package dev.tenon.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Chance from a seed. One for each thread.
final class Dice {
  private final SplittableRandom random;

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  static Dice of(long seed) {
    return new Dice(new SplittableRandom(seed));
  }

  /// Another one, for another thread.
  synchronized Dice another() {
    return new Dice(random.split());
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  Duration between(long leastMillis, long mostMillis) {
    return Duration.ofMillis(random.nextLong(leastMillis, mostMillis + 1));
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
