package dev.tenon.bench.chaos;

import java.time.Duration;
import java.util.List;

/// Stops a node for longer than its lease and lets it go on, or keeps one away for longer than
/// that.
final class Sleeper {
  private static final Duration UP = Duration.ofSeconds(30);

  private final List<Node> nodes;
  private final Tally tally;
  private final Run run;

  Sleeper(List<Node> nodes, Tally tally, Run run) {
    this.nodes = nodes;
    this.tally = tally;
    this.run = run;
  }

  void next(Dice dice) throws InterruptedException {
    rest(dice.between(10_000, 120_000));
    if (run.isOver()) {
      return;
    }
    Node node = dice.one(nodes);
    if (dice.chance(0.35)) {
      node.stayAway(dice.between(48_000, 90_000));
      tally.count("node: away for longer than a lease");
      rest(Duration.ofSeconds(60));
      return;
    }
    if (!node.hold()) {
      return;
    }
    try {
      long end = System.nanoTime() + UP.toNanos();
      while (!node.isUp() && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      // Some flights begin, so that it sleeps in the middle of them.
      Thread.sleep(dice.between(500, 3000));
      if (node.isUp()) {
        node.life().orElseThrow().pause(dice.between(47_000, 62_000));
        tally.count("node: paused for longer than its lease");
        Thread.sleep(dice.between(2000, 6000));
      }
    } finally {
      node.letGo();
    }
  }

  private void rest(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end && !run.isOver()) {
      Thread.sleep(100);
    }
  }
}
