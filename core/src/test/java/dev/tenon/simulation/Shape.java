package dev.tenon.simulation;

import dev.tenon.client.RefreshMode;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Lifetimes.Rotation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What a schedule's world is made of.
///
/// @param skewsMillis how wrong each node's clock is
/// @param graceMillis in which the provider forgives reuse
record Shape(List<Long> skewsMillis, Rotation rotation, long graceMillis, RefreshMode refreshMode) {
  private static final int MOST_NODES = 3;
  private static final long TEN_MINUTES = 600_000;

  static Shape drawn(Choices choices) {
    int nodes = (int) choices.one(2, 1, MOST_NODES);
    return drawn(choices, nodes);
  }

  /// With so many nodes; one is what a hub on SQLite is.
  static Shape drawn(Choices choices, int nodes) {
    boolean skewed = choices.among(2) == 1;
    List<Long> skews =
        IntStream.range(0, nodes)
            .mapToObj(_ -> skewed ? choices.one(0, TEN_MINUTES, -TEN_MINUTES) : 0L)
            .toList();
    long kind = choices.one(0, 1, 2, 0);
    return new Shape(
        skews,
        kind == 2 ? Rotation.STATIC : Rotation.ROTATING,
        kind == 1 ? 60_000 : 0,
        choices.among(2) == 1 ? RefreshMode.ALWAYS_WARM : RefreshMode.ON_DEMAND);
  }

  int nodes() {
    return skewsMillis.size();
  }

  boolean isSkewed() {
    return mostSkew() > 0;
  }

  /// How far two of its clocks are apart, the right one among them.
  long mostSkew() {
    return skews().max().orElse(0) - skews().min().orElse(0);
  }

  private LongStream skews() {
    return LongStream.concat(LongStream.of(0), skewsMillis.stream().mapToLong(Long::longValue));
  }

  Lifetimes lifetimes() {
    return new Lifetimes(
        Optional.empty(),
        false,
        Optional.of(Duration.ofDays(9)),
        Optional.empty(),
        rotation,
        Duration.ofMillis(graceMillis),
        Optional.empty());
  }
}
