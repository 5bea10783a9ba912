package dev.tenon.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps one node going, and kills it again and again.
final class Keeper {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration DEATH = Duration.ofSeconds(30);

  private final Node node;
  private final Optional<Witness> witness;
  private final Map<String, Node> owners;
  private final AtomicInteger killsLeft;
  private final Tally tally;
  private final Dice dice;
  private final boolean withoutJournal;

  Keeper(
      Node node,
      Optional<Witness> witness,
      Map<String, Node> owners,
      AtomicInteger killsLeft,
      Tally tally,
      Dice dice,
      boolean withoutJournal) {
    this.withoutJournal = withoutJournal;
    this.node = node;
    this.witness = witness;
    this.owners = owners;
    this.killsLeft = killsLeft;
    this.tally = tally;
    this.dice = dice;
  }

  /// From the start of one process to the start of the next.
  void round() throws InterruptedException {
    if (node.life().map(it -> !it.process().isAlive()).orElse(true)) {
      node.start();
    }
    Life life = node.life().orElseThrow();
    if (killsLeft.get() > 0 && life.up().isEmpty() && dice.chance(0.3)) {
      killAfter(life, dice.between(50, 900), "during its start");
    } else if (life.up().isPresent() || node.awaitUp(life, START)) {
      node.names().forEach(name -> owners.put(name, node));
      if (killsLeft.get() > 0) {
        // On a busy machine everything takes longer, and it shall have come to something.
        long most = Math.max(2500, Duration.between(life.start(), Instant.now()).toMillis());
        killAfter(life, dice.between(150, most), "at random");
      } else {
        life.process().waitFor(200, TimeUnit.MILLISECONDS);
      }
    }
    if (!life.process().isAlive()) {
      ended(life);
    }
  }

  private void killAfter(Life life, Duration length, String point) throws InterruptedException {
    if (life.process().waitFor(length.toMillis(), TimeUnit.MILLISECONDS) || node.isHeld()) {
      return;
    }
    if (life.kill(point) && !life.process().waitFor(DEATH.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "process " + life.pid() + " of node " + node.number() + " does not die of a kill");
    }
  }

  private void ended(Life life) throws InterruptedException {
    life.ended();
    if (life.kill().isPresent()) {
      killsLeft.decrementAndGet();
      tally.count("kill: " + life.kill().get().point());
    } else {
      tally.count("node: ended by itself");
    }
    node.names().forEach(name -> owners.put(name, node));
    witness.ifPresent(it -> it.look(node));
    if (withoutJournal) {
      node.forgetJournal();
    }
    Duration asked = node.awayNow();
    Duration away = asked.isZero() ? dice.between(50, 500) : asked;
    Instant end = Instant.now().plus(away);
    while (Instant.now().isBefore(end) && (asked.isZero() || killsLeft.get() > 0)) {
      Thread.sleep(Math.min(200, Math.max(1, Duration.between(Instant.now(), end).toMillis())));
    }
  }
}
