package dev.tenon.simulation;

import java.util.Optional;

/// What happens to machines, networks and databases.
final class Accidents {
  private static final long FOR_GOOD = Long.MAX_VALUE / 2;

  private final World world;
  private boolean over;

  Accidents(World world) {
    this.world = world;
  }

  /// At a step of somebody: perhaps its node dies or stops.
  void perhaps() {
    Life life = world.stage().current().life;
    Optional<HubProcess> process = life.node().process().filter(it -> it.life() == life);
    if (process.isEmpty()) {
      return;
    }
    if (world.choices().chance(world.temper().crashes())) {
      crash(life.node(), world.choices().one(1_000, 10_000, 60_000, 600_000));
    } else if (world.choices().chance(world.temper().pauses())) {
      pause(life.node(), world.choices().one(5_000, 50_000, 300_000));
    }
  }

  /// The node's process dies, and another starts after `millis`.
  void crash(SimulatedNode node, long millis) {
    Optional<HubProcess> process = node.process();
    if (process.isEmpty()) {
      return;
    }
    Stage stage = world.stage();
    stage.note(() -> "CRASH of " + node.name() + ", back in " + millis + " ms");
    process.get().life().end();
    node.runsNothing();
    node.disk().crash(world.choices());
    node.hindered(stage.now(), FOR_GOOD);
    stage.at(
        stage.now() + millis,
        () -> {
          if (!over && node.process().isEmpty()) {
            start(node);
          }
        });
  }

  void start(SimulatedNode node) {
    world.stage().note(() -> "START of " + node.name());
    new HubProcess(world, node).start();
  }

  /// The node stands still.
  void pause(SimulatedNode node, long millis) {
    Stage stage = world.stage();
    stage.note(() -> "PAUSE of " + node.name() + " for " + millis + " ms");
    node.pauseUntil(stage.now() + millis);
    node.hindered(stage.now(), stage.now() + millis);
  }

  /// The database is away for every node.
  void outage(long millis) {
    Stage stage = world.stage();
    stage.note(() -> "OUTAGE of the database for " + millis + " ms");
    world.database().awayUntil(stage.now() + millis);
    world.nodes().forEach(node -> cutOff(node, millis));
  }

  /// `node` alone cannot reach the database.
  void cut(SimulatedNode node, long millis) {
    world.stage().note(() -> "CUT of " + node.name() + " for " + millis + " ms");
    node.cutUntil(world.stage().now() + millis);
    cutOff(node, millis);
  }

  private void cutOff(SimulatedNode node, long millis) {
    long now = world.stage().now();
    node.hindered(now, now + millis);
    deafen(node, millis);
  }

  /// `node` hears nothing of what others write.
  void deafen(SimulatedNode node, long millis) {
    node.process().ifPresent(process -> process.feed().cut(world.stage().now() + millis));
  }

  /// Everything that is broken is mended, and nothing breaks any more. A node that stands still
  /// goes on by itself.
  void end() {
    world.temper().calm();
    over = true;
    world.database().awayUntil(0);
    world.provider().downUntil(0);
    world.provider().secretWrongUntil(0);
    for (SimulatedNode node : world.nodes()) {
      node.cutUntil(0);
      if (node.process().isEmpty()) {
        start(node);
      }
    }
  }
}
