package dev.tenon.server.ops;

import dev.tenon.sync.SyncObserver;
import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncRun.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How syncs fare, in numbers. Safe for use by any thread.
public final class SyncMeters implements SyncObserver {
  private final Map<State, Timer> runs = new EnumMap<>(State.class);
  private final Counter added;
  private final Counter changed;
  private final Counter deleted;
  private final Counter unchanged;
  private final Counter leftOut;

  SyncMeters(MeterRegistry registry) {
    for (State state : State.values()) {
      if (state != State.RUNNING) {
        runs.put(state, timer(registry, state));
      }
    }
    this.added = items(registry, "added");
    this.changed = items(registry, "changed");
    this.deleted = items(registry, "deleted");
    this.unchanged = items(registry, "unchanged");
    this.leftOut = items(registry, "left_out");
  }

  @Override
  public void ended(State state, Counts counts, Duration took) {
    Timer timer = runs.get(state);
    if (timer == null) {
      throw new IllegalStateException("a run that has ended does not run: indicates a bug");
    }
    timer.record(took);
    added.increment((double) counts.added());
    changed.increment((double) counts.changed());
    deleted.increment((double) counts.deleted());
    unchanged.increment((double) counts.unchanged());
    leftOut.increment((double) counts.leftOut());
  }

  private static Timer timer(MeterRegistry registry, State state) {
    return Timer.builder("tenon.sync.runs")
        .description("Runs of syncs that ended")
        .tag("outcome", state.apiName())
        .serviceLevelObjectives(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1))
        .register(registry);
  }

  private static Counter items(MeterRegistry registry, String change) {
    return Counter.builder("tenon.sync.items")
        .description("Items that runs of syncs have come upon")
        .tag("change", change)
        .register(registry);
  }
}
