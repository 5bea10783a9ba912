package dev.tenon.overview;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectorName;
import dev.tenon.overview.Overviews.Tally;
import dev.tenon.token.RefreshObserver;
import dev.tenon.token.RefreshOutcome;
import dev.tenon.workspace.Retention.Kind;
import dev.tenon.workspace.Retentions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts refreshes by hour in memory, and writes the counts from time to time: a process that is
/// killed loses some seconds of them. Tells another observer all that it hears. Safe for use by any
/// thread.
public final class RefreshTallies implements RefreshObserver {
  private static final int PRUNED_AT_ONCE = 1_000;

  private final RefreshObserver other;
  private final Overviews store;
  private final Retentions retentions;
  private final Clock clock;
  private final Map<Key, Long> counts = new HashMap<>();

  /// Counts into `store`, and tells `other`.
  public RefreshTallies(
      RefreshObserver other, Overviews store, Retentions retentions, Clock clock) {
    this.other = other;
    this.store = store;
    this.retentions = retentions;
    this.clock = clock;
  }

  @Override
  public void refreshed(
      WorkspaceId workspace, ConnectorName connector, RefreshOutcome outcome, Duration took) {
    other.refreshed(workspace, connector, outcome, took);
    Key key = new Key(workspace, clock.instant().truncatedTo(ChronoUnit.HOURS), outcome);
    synchronized (counts) {
      counts.merge(key, 1L, Long::sum);
    }
  }

  /// Writes what was counted since the last call. Where the store is away the counts stay for the
  /// next.
  public void write() {
    List<Tally> taken = take();
    if (taken.isEmpty()) {
      return;
    }
    boolean written = false;
    try {
      store.addRefreshes(taken);
      written = true;
    } finally {
      if (!written) {
        putBack(taken);
      }
    }
  }

  /// Removes counts that are older than their workspace keeps them.
  public void prune() {
    retentions.forEach(
        it ->
            it.retention()
                .before(Kind.STATISTICS, clock.instant())
                .ifPresent(before -> prune(it.workspace(), before)));
  }

  private void prune(WorkspaceId workspace, Instant before) {
    int pruned = PRUNED_AT_ONCE;
    while (pruned >= PRUNED_AT_ONCE) {
      pruned = store.pruneRefreshes(workspace, before, PRUNED_AT_ONCE);
    }
  }

  private List<Tally> take() {
    synchronized (counts) {
      List<Tally> tallies = new ArrayList<>(counts.size());
      counts.forEach(
          (key, count) ->
              tallies.add(new Tally(key.workspace(), key.hour(), key.outcome(), count)));
      counts.clear();
      return tallies;
    }
  }

  private void putBack(List<Tally> tallies) {
    synchronized (counts) {
      tallies.forEach(
          it ->
              counts.merge(
                  new Key(it.workspace(), it.hour(), it.outcome()), it.count(), Long::sum));
    }
  }

  @Override
  public void waitedForLease(Duration waited) {
    other.waitedForLease(waited);
  }

  @Override
  public void looked(boolean remembered) {
    other.looked(remembered);
  }

  @Override
  public void journalFailed() {
    other.journalFailed();
  }

  private record Key(WorkspaceId workspace, Instant hour, RefreshOutcome outcome) {}
}
