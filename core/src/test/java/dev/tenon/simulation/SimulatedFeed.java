package dev.tenon.simulation;

import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What one process hears of writes: its own at once, those of others a little later, and nothing
/// while it is cut off. That it is cut off it notices a little later; until then, whoever takes
/// something away waits for it.
final class SimulatedFeed implements ChangeFeed {
  private static final long LONGEST_ON_ITS_WAY = 250;
  private static final long LONGEST_UNNOTICED = 3_000;

  private final World world;
  private final SimulatedNode node;
  private final Life life;
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private final Set<Long> unheard = new HashSet<>();
  private boolean hears = true;
  private boolean current = true;
  private long cuts;
  private long sent;

  SimulatedFeed(World world, SimulatedNode node, Life life) {
    this.world = world;
    this.node = node;
    this.life = life;
  }

  @Override
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isCurrent() {
    return current || world.has(PlantedBug.CUT_FEED_IS_BELIEVED);
  }

  /// This process has written.
  void tell(Change change) {
    if (!world.has(PlantedBug.MEMORY_HEARS_NOTHING)) {
      listeners.forEach(listener -> listener.accept(change));
    }
  }

  /// Another has written.
  void send(Change change) {
    long number = ++sent;
    unheard.add(number);
    if (hears) {
      arrive(world.stage().now() + world.choices().one(0, 5, LONGEST_ON_ITS_WAY), change, number);
    }
  }

  /// What was sent here and has not been heard.
  Set<Long> unheard() {
    return Set.copyOf(unheard);
  }

  /// Whether whatever is remembered here and was changed by `changes` is not served any more.
  boolean hasHeard(Set<Long> changes) {
    return life.isOver()
        || !current
        || node.pausedUntil() > world.stage().now()
        || changes.stream().noneMatch(unheard::contains);
  }

  @Override
  public void awaitHeard() {
    if (!world.has(PlantedBug.NOBODY_WAITS_FOR_OTHERS)) {
      world.awaitHeard(this);
    }
  }

  private void arrive(long at, Change change, long number) {
    world
        .stage()
        .at(
            at,
            () -> {
              if (life.isOver()) {
                return;
              }
              // A feed that was asleep does not call itself current before it has caught up.
              if (node.pausedUntil() > world.stage().now()) {
                arrive(node.pausedUntil(), change, number);
              } else {
                tell(change);
                unheard.remove(number);
              }
            });
  }

  /// Hears nothing from now until `until`, and a little longer.
  void cut(long until) {
    long cut = ++cuts;
    hears = false;
    Stage stage = world.stage();
    stage.at(
        stage.now() + world.choices().one(0, LONGEST_UNNOTICED),
        () -> current = current && (hears || cut != cuts));
    stage.at(until + world.choices().one(50, 0, 5_000), () -> resume(cut));
  }

  private void resume(long cut) {
    if (cut == cuts && !life.isOver()) {
      hears = true;
      unheard.clear();
      tell(new Change.Everything());
      current = true;
    }
  }
}
