package dev.tenon.simulation;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/// What a schedule leaves to chance, one number after the other. Zero is always the dullest choice:
/// nothing fails, nobody else goes on. So a schedule is made small by making its numbers zero.
final class Choices {
  private final IntUnaryOperator source;
  private int[] taken = new int[1024];
  private int count;

  private Choices(IntUnaryOperator source) {
    this.source = source;
  }

  /// Choices by chance, the same for the same seed.
  static Choices random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Choices(random::nextInt);
  }

  /// Choices that were taken before; when they are used up, all others are zero.
  static Choices given(int... numbers) {
    return new Choices(
        new IntUnaryOperator() {
          private int next;

          @Override
          public int applyAsInt(int bound) {
            int number = next < numbers.length ? numbers[next++] : 0;
            return number < bound ? number : 0;
          }
        });
  }

  /// A number from 0 to `bound` - 1.
  int among(int bound) {
    return bound <= 1 ? 0 : taken(source.applyAsInt(bound));
  }

  /// One of `values`; the first is the dullest.
  long one(long... values) {
    return values[among(values.length)];
  }

  /// True in about `inTenThousand` of ten thousand cases.
  boolean chance(int inTenThousand) {
    if (inTenThousand == 0) {
      return false;
    }
    // Written down as 1 or 0, so that zero means no whatever the chance is.
    int drawn = source.applyAsInt(10_000);
    return taken(isYes(drawn, inTenThousand) ? 1 : 0) == 1;
  }

  private boolean isYes(int drawn, int inTenThousand) {
    // The highest numbers are yes, and 1 is what is given when a yes is repeated.
    return drawn == 1 || drawn >= 10_000 - inTenThousand + 1;
  }

  private int taken(int number) {
    if (count == taken.length) {
      taken = Arrays.copyOf(taken, count * 2);
    }
    taken[count++] = number;
    return number;
  }

  /// As they are given again: without the zeros at the end.
  @Override
  public String toString() {
    int last = count;
    while (last > 0 && taken[last - 1] == 0) {
      last--;
    }
    return Arrays.stream(taken, 0, last).mapToObj(Integer::toString).collect(joining(","));
  }

  /// Every choice so far.
  int[] taken() {
    return Arrays.copyOf(taken, count);
  }
}
