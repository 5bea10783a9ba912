package dev.tenon.simulation;

import dev.tenon.audit.AuditLog;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientStandings;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.GrantStore;
import dev.tenon.token.RefreshObserver;
import dev.tenon.token.RefreshPolicy;
import dev.tenon.token.TokenEngine;
import dev.tenon.token.TokenMemory;
import dev.tenon.token.TokenPorts;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// One process of a hub: the engine, put together as the hub does, and its chores.
final class HubProcess {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(20);
  private static final Duration DAY = Duration.ofDays(1);

  private final World world;
  private final SimulatedNode node;
  private final Life life;
  private final SimulatedFeed feed;
  private final TokenEngine engine;
  private final ConnectionStore connections;
  private boolean ready;
  private boolean stirred = true;
  private boolean isAnythingToDo;

  HubProcess(World world, SimulatedNode node) {
    this.world = world;
    this.node = node;
    this.life = new Life(node);
    this.feed = new SimulatedFeed(world, node, life);
    this.connections = port(ConnectionStore.class, world.stores().connections());
    Clock clock = new SimulatedClock(world.stage(), node.skewMillis());
    this.engine =
        new TokenEngine(
            ports(clock),
            new ClientResolution(world.connectors()),
            world.sealer(),
            new TokenMemory(memory(), feed),
            policy(),
            work -> world.stage().start("work@" + node.name(), life, work),
            new SimulatedPause(world.stage()),
            clock,
            new SplittableRandom(world.choices().among(1000)));
  }

  private TokenPorts ports(Clock clock) {
    return new TokenPorts(
        port(OAuthClientStore.class, world.stores().oauthClients()),
        connections,
        port(GrantStore.class, new PlantedGrantStore(world.leases(), world, PlantedBug.ABOVE)),
        port(DueGrants.class, world.stores().dueGrants()),
        port(GrantPlans.class, world.stores().grantPlans()),
        port(ClientStandings.class, world.stores().clientStandings()),
        new NothingLearned(),
        port(AuditLog.class, world.stores().auditLog()),
        feed,
        new SimulatedLine(world, node, life, clock),
        new SimulatedJournal(world, node),
        RefreshObserver.none());
  }

  private <T> T port(Class<T> type, T store) {
    return world.database().reached(type, store, node);
  }

  private ConcurrentMap<TokenMemory.Key, TokenMemory.Entry> memory() {
    return world.has(PlantedBug.MEMORY_MIXES_USERS) ? new MixedMemory() : new ConcurrentHashMap<>();
  }

  private RefreshPolicy policy() {
    RefreshPolicy usual = RefreshPolicy.of(node.name());
    return world.has(PlantedBug.PATIENCE_IS_LONG)
        ? new RefreshPolicy(
            usual.node(),
            usual.lease(),
            usual.sendWithin(),
            usual.patience(),
            usual.patience(),
            usual.look(),
            usual.ownersTime(),
            usual.settling(),
            usual.reportPause())
        : usual;
  }

  /// Begins to run.
  void start() {
    node.runs(this);
    node.ableFrom(world.stage().now());
    world.stage().start("start@" + node.name(), life, this::recover);
  }

  private void recover() {
    while (true) {
      try {
        engine.refresher().recover(List.of(node.name()));
        break;
      } catch (StoreUnavailableException _) {
        world.stage().sleep(SECOND);
      }
    }
    ready = true;
    world.stage().start("saver@" + node.name(), life, this::save);
    world.stage().start("chores@" + node.name(), life, this::chores);
  }

  private void save() {
    while (true) {
      world.stage().await(() -> engine.refresher().unsaved() > 0, DAY);
      world.stage().sleep(SECOND);
      engine.refresher().saveUnsaved();
    }
  }

  /// Once a second, if there can be anything to do.
  private void chores() {
    while (true) {
      world.stage().await(this::isAnythingToDo, DAY);
      try {
        engine.planner().run();
        engine.dueRefreshes().run(world.nodes().size());
        stirred = true;
        world.stage().sleep(SECOND);
      } catch (StoreUnavailableException _) {
        world.stage().sleep(AGAIN);
      }
      isAnythingToDo = false;
    }
  }

  private boolean isAnythingToDo() {
    if (stirred) {
      stirred = false;
      isAnythingToDo |= world.isUnplanned();
      long now = world.stage().now();
      // One that is overdue waits for something; it is looked at again after a while.
      world
          .due()
          .ifPresent(
              due ->
                  world
                      .stage()
                      .at(due > now ? due : now + AGAIN.toMillis(), () -> isAnythingToDo = true));
    }
    return isAnythingToDo;
  }

  /// Something was written: there may be something to do.
  void stir() {
    stirred = true;
  }

  Life life() {
    return life;
  }

  SimulatedNode node() {
    return node;
  }

  SimulatedFeed feed() {
    return feed;
  }

  TokenEngine engine() {
    return engine;
  }

  ConnectionStore connections() {
    return connections;
  }

  boolean isReady() {
    return ready && !life.isOver();
  }
}
