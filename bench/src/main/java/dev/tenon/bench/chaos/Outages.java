package dev.tenon.bench.chaos;

import java.util.Optional;

/// Stops the database for a while, and starts it again.
final class Outages {
  private final Store store;
  private final Barriers barriers;
  private final Tally tally;
  private final Run run;

  Outages(Store store, Barriers barriers, Tally tally, Run run) {
    this.store = store;
    this.barriers = barriers;
    this.tally = tally;
    this.run = run;
  }

  void next(Dice dice) throws InterruptedException {
    long end = System.nanoTime() + dice.between(25_000, 60_000).toNanos();
    while (System.nanoTime() < end) {
      if (run.isOver()) {
        return;
      }
      Thread.sleep(100);
    }
    boolean immediate = dice.chance(0.5);
    try (Barriers.Open _ = barriers.open(Optional.empty())) {
      stop(dice, immediate);
    }
    tally.count("database: " + (immediate ? "immediate" : "fast"));
  }

  private void stop(Dice dice, boolean immediate) throws InterruptedException {
    try {
      store.stop(immediate ? "QUIT" : "INT");
      Thread.sleep(dice.chance(0.2) ? dice.between(8000, 20_000) : dice.between(300, 6000));
    } finally {
      store.startAgain();
    }
  }
}
