package dev.tenon.simulation;

import dev.tenon.simulation.Simulation.Played;
import java.util.Arrays;

/// Makes a schedule that breaks an invariant small: it ends where it breaks, and as many of its
/// choices are zero as it takes.
final class Smallest {
  private static final int TRIES = 600;

  private final Scene scene;
  private final String invariant;
  private int[] best;
  private int tries;

  private Smallest(Played found, Scene scene) {
    this.scene = scene;
    this.invariant = found.broken().map(Broken::invariant).orElse("");
    this.best = found.choices().taken();
  }

  /// The smallest schedule that was found to break the same invariant as `found`.
  static Played of(Played found, Scene scene) {
    Smallest smallest = new Smallest(found, scene);
    int[] before;
    do {
      before = smallest.best;
      smallest.makeSmaller();
    } while (!Arrays.equals(before, smallest.best) && smallest.tries < TRIES);
    return Simulation.play(Choices.given(smallest.best), scene, true);
  }

  /// Zeroes ever shorter parts.
  private void makeSmaller() {
    for (int length = Math.max(1, best.length / 2); length > 0; length /= 2) {
      for (int from = 0; from < best.length && tries < TRIES; from += length) {
        int[] fewer = best.clone();
        Arrays.fill(fewer, from, Math.min(best.length, from + length), 0);
        if (!Arrays.equals(fewer, best)) {
          keepIfBroken(fewer);
        }
      }
    }
  }

  private void keepIfBroken(int[] fewer) {
    tries++;
    Played played = Simulation.play(Choices.given(fewer), scene, false);
    if (played.broken().filter(it -> it.invariant().equals(invariant)).isPresent()) {
      // What it chose, not what it was given: it may have ended earlier.
      best = played.choices().taken();
    }
  }
}
