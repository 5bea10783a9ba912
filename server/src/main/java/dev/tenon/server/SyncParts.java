package dev.tenon.server;

import dev.tenon.secret.RandomText;
import dev.tenon.server.background.Chores.Chore;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.SyncScheduler;
import dev.tenon.sync.ListedWalks;
import dev.tenon.sync.SyncObserver;
import dev.tenon.sync.SyncRunner;
import dev.tenon.sync.SyncStore;
import dev.tenon.sync.Syncs;
import dev.tenon.token.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// What keeps records in step, wired.
final class SyncParts implements AutoCloseable {
  private static final int REMOVED_AT_ONCE = 500;
  private static final int REMOVALS = 40;

  final SyncStore store;
  final Syncs syncs;
  private final SyncScheduler scheduler;

  /// @param node the name of this node, to which each life adds its own
  SyncParts(
      Database database,
      ProxyParts proxy,
      String node,
      Clock clock,
      RandomGenerator random,
      SyncObserver observer) {
    this.store = database.syncs();
    String name = node + "." + RandomText.base62(random, 8);
    ListedWalks walks =
        new ListedWalks(
            database.apps(), database.connections(), database.oauthClients(), proxy.listings);
    SyncRunner runner =
        new SyncRunner(
            store, database.syncRuns(), database.organizations(), walks, name, clock, observer);
    this.scheduler = database.syncScheduler(name, runner::run);
    this.syncs = new Syncs(store, walks, scheduler, Pause.real(), clock, random);
  }

  /// From now on what is due is run.
  void start() {
    scheduler.start();
  }

  List<Chore> chores() {
    return List.of(
        new Chore("schedule-syncs", Duration.ofMinutes(1), syncs::scheduleForgotten),
        new Chore("prune-records", Duration.ofSeconds(15), this::prune));
  }

  private void prune() {
    int removed = REMOVED_AT_ONCE;
    for (int i = 0; i < REMOVALS && removed > 0; i++) {
      removed = store.prune(REMOVED_AT_ONCE);
    }
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
