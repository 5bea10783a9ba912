package dev.tenon.simulation;

import dev.tenon.simulation.Simulation.Played;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Many schedules, played on two threads; each is the same whoever plays it.
final class Explored {
  private final Scene scene;
  private final String invariant;
  private final AtomicLong next;
  private final long end;
  private final AtomicReference<Optional<Found>> found = new AtomicReference<>(Optional.empty());

  private Explored(Scene scene, String invariant, long first, long many) {
    this.scene = scene;
    this.invariant = invariant;
    this.next = new AtomicLong(first);
    this.end = first + many;
  }

  /// The lowest seed of `many` from `first` on that breaks an invariant whose name begins with
  /// `invariant`.
  static Optional<Found> first(Scene scene, String invariant, long first, long many) {
    Explored explored = new Explored(scene, invariant, first, many);
    Thread other = Thread.ofPlatform().start(explored::play);
    explored.play();
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return explored.found.get();
  }

  private void play() {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      if (isBehind(seed)) {
        return;
      }
      Played played = Simulation.play(Choices.random(seed), scene, false);
      if (played.broken().filter(it -> it.invariant().startsWith(invariant)).isPresent()) {
        Found one = new Found(seed, played);
        found.updateAndGet(
            before -> before.filter(it -> it.seed() < one.seed()).or(() -> Optional.of(one)));
      }
    }
  }

  private boolean isBehind(long seed) {
    return found.get().filter(it -> it.seed() < seed).isPresent();
  }

  /// A schedule that breaks something.
  record Found(long seed, Played played) {}
}
