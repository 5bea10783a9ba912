package dev.tenon.simulation;

import dev.tenon.simulation.Simulation.Played;
import java.util.Arrays;
import java.util.Optional;

/// Makes a schedule that breaks an invariant small: as many of its choices zero as it takes.
final class Smallest {
  private static final int TRIES = 400;

  private Smallest() {}

  /// The smallest schedule that was found to break the same invariant as `found`.
  static Played of(Played found, Optional<PlantedBug> bug) {
    String invariant = found.broken().map(Broken::invariant).orElse("");
    int[] best = found.choices().taken();
    int tries = 0;
    for (int length = best.length / 2; length > 0 && tries < TRIES; length /= 2) {
      for (int from = 0; from < best.length && tries < TRIES; from += length) {
        int[] fewer = best.clone();
        Arrays.fill(fewer, from, Math.min(best.length, from + length), 0);
        if (Arrays.equals(fewer, best)) {
          continue;
        }
        tries++;
        if (breaks(fewer, bug, invariant)) {
          best = fewer;
        }
      }
    }
    return Simulation.play(Choices.given(best), bug, true);
  }

  private static boolean breaks(int[] choices, Optional<PlantedBug> bug, String invariant) {
    return Simulation.play(Choices.given(choices), bug, false)
        .broken()
        .filter(it -> it.invariant().equals(invariant))
        .isPresent();
  }
}
