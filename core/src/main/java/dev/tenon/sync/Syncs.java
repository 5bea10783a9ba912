package dev.tenon.sync;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.sync.Walks.Planned;
import dev.tenon.token.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What people and apps do with syncs. Safe for use by any thread.
public final class Syncs {
  /// Syncs that a connection may have.
  public static final int MOST = 100;

  private static final int ENDING_TRIES = 40;
  private static final Duration ENDING = Duration.ofMillis(50);

  private final SyncStore store;
  private final Walks walks;
  private final SyncSchedule schedule;
  private final Pause pause;
  private final Clock clock;
  private final RandomGenerator random;

  /// The syncs of `store`, run when `schedule` says.
  public Syncs(
      SyncStore store,
      Walks walks,
      SyncSchedule schedule,
      Pause pause,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.walks = walks;
    this.schedule = schedule;
    this.pause = pause;
    this.clock = clock;
    this.random = random;
  }

  /// The syncs of the connection, oldest first.
  public List<KeptSync> list(WorkspaceId workspace, ConnectionId connection) {
    return store.list(workspace, connection);
  }

  /// Begins to keep something in step: its first run is due at once, unless it is paused.
  public Created create(Caller caller, Wish wish) {
    Sync sync =
        new Sync(
            SyncId.random(random),
            caller.workspace(),
            wish.connection(),
            wish.resource(),
            wish.within(),
            wish.app(),
            wish.every(),
            wish.paused(),
            wish.organizations(),
            wish.limits(),
            clock.instant(),
            1);
    if (store.list(sync.workspace(), sync.connection()).size() >= MOST) {
      return new Created.TooMany();
    }
    Planned planned = walks.plan(sync);
    if (!(planned instanceof Planned.Ready)) {
      return new Created.NotReadable(planned);
    }
    if (!store.create(sync, event(caller, "sync.created", sync.id(), details(sync)))) {
      return new Created.Taken();
    }
    if (!sync.paused()) {
      schedule.at(key(sync), clock.instant());
    }
    return new Created.Stored(
        store
            .find(sync.workspace(), sync.id())
            .orElseGet(() -> new KeptSync(sync, SyncStanding.fresh())));
  }

  /// Stores what a person has changed of a sync; false where another was quicker.
  ///
  /// @param changed with the version after the one that is stored
  public boolean change(Caller caller, Sync changed) {
    if (!store.update(changed, event(caller, "sync.changed", changed.id(), details(changed)))) {
      return false;
    }
    if (changed.paused() || changed.every().isEmpty()) {
      schedule.never(key(changed));
    } else {
      Optional<KeptSync> kept = store.find(changed.workspace(), changed.id());
      schedule.at(key(changed), next(changed, kept.map(KeptSync::standing)));
    }
    return true;
  }

  private Instant next(Sync sync, Optional<SyncStanding> standing) {
    Instant now = clock.instant();
    Duration every = sync.every().orElse(Duration.ZERO);
    return standing
        .flatMap(SyncStanding::completeAt)
        .map(last -> last.plus(every))
        .filter(next -> next.isAfter(now))
        .orElse(now);
  }

  /// Runs it as soon as a process is free; false where it runs already.
  public boolean run(Sync sync) {
    for (int left = ENDING_TRIES; ; left--) {
      if (schedule.at(key(sync), clock.instant())) {
        return true;
      }
      // Between the end of a run and the schedule's hearing of it lies a moment.
      boolean runs =
          store
              .find(sync.workspace(), sync.id())
              .map(kept -> kept.standing().running())
              .orElse(true);
      if (runs || left == 0) {
        return false;
      }
      pause.pause(ENDING);
    }
  }

  /// Ends it: its records are gone. False when there is none.
  public boolean delete(Caller caller, Sync sync) {
    boolean deleted =
        store.delete(
            sync.workspace(), sync.id(), event(caller, "sync.deleted", sync.id(), details(sync)));
    schedule.never(key(sync));
    return deleted;
  }

  /// Gives those a time for their next run that have none, because whoever made them died before.
  public void scheduleForgotten() {
    for (SyncStore.Key key : store.unscheduled(MOST)) {
      schedule.at(key, clock.instant());
    }
  }

  private static SyncStore.Key key(Sync sync) {
    return new SyncStore.Key(sync.workspace(), sync.id());
  }

  private static Map<String, String> details(Sync sync) {
    return Map.of(
        "connection_id", sync.connection().value(),
        "resource", sync.resource(),
        "app", sync.app().value());
  }

  private AuditEvent event(Caller caller, String action, SyncId id, Map<String, String> details) {
    return new AuditEvent(
        caller.workspace(), clock.instant(), Actor.of(caller), action, id.value(), details);
  }

  /// What is to be kept in step.
  public record Wish(
      ConnectionId connection,
      String resource,
      Map<String, String> within,
      AppName app,
      Optional<Duration> every,
      boolean paused,
      OrganizationRule organizations,
      SyncLimits limits) {
    public Wish {
      within = Map.copyOf(within);
    }
  }

  /// What came of it.
  public sealed interface Created {
    /// It is kept.
    record Stored(KeptSync kept) implements Created {}

    /// It cannot be read.
    record NotReadable(Planned planned) implements Created {}

    /// The connection's resource is kept already.
    record Taken() implements Created {}

    /// The connection has as many as it may have.
    record TooMany() implements Created {}
  }
}
