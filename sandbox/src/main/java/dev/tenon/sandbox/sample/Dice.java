package dev.tenon.sandbox.sample;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// Throws that depend on nothing but the seed, a name and a number, so that the millionth item is
/// made without the ones before it and is the same each time. Immutable.
public record Dice(long seed) {
  /// A number from 0 to `sides - 1`.
  public int roll(String name, long index, int sides) {
    return random(name, index).nextInt(sides);
  }

  /// One of `choices`.
  public <T> T pick(String name, long index, List<T> choices) {
    return choices.get(roll(name, index, choices.size()));
  }

  /// A generator of its own for this name and number.
  public SplittableRandom random(String name, long index) {
    long mixed = seed * 0x9E3779B97F4A7C15L + name.hashCode();
    return new SplittableRandom(mixed * 0xBF58476D1CE4E5B9L + index);
  }

  /// An id in the form of a UUID.
  public String uuid(String name, long index) {
    SplittableRandom random = random(name, index);
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }
}
