package dev.tenon.entry;

import dev.tenon.access.WorkspaceId;
import dev.tenon.member.Throttle;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// How much those whom nobody knows yet may have the hub ask of providers: so many at once, of one
/// workspace fewer, so that a provider that is slow keeps nobody else's members out; and whoever
/// only fails waits, as at the sign-in by passphrase. Safe for use by any thread.
final class EntryTurns {
  static final int AT_ONCE = 32;
  static final int OF_A_WORKSPACE = 8;

  // Behind a proxy everybody comes from the same address.
  static final int FREE = 100;

  private final Throttle places;
  private final Map<WorkspaceId, Integer> running = new HashMap<>();
  private int all;

  EntryTurns(Clock clock) {
    this.places = new Throttle(FREE, clock);
  }

  /// What `work` brings, or `busy`, where it was not tried.
  ///
  /// @param from an address of the network
  /// @param isFailure of which many in a row have that address wait
  <T> T take(WorkspaceId workspace, String from, T busy, Supplier<T> work, Predicate<T> isFailure) {
    if (places.left(from).isPresent() || !begin(workspace)) {
      return busy;
    }
    T result;
    try {
      result = work.get();
    } finally {
      end(workspace);
    }
    if (isFailure.test(result)) {
      places.failed(from);
    }
    return result;
  }

  private synchronized boolean begin(WorkspaceId workspace) {
    boolean free = all < AT_ONCE && running.getOrDefault(workspace, 0) < OF_A_WORKSPACE;
    if (free) {
      all++;
      running.merge(workspace, 1, Integer::sum);
    }
    return free;
  }

  private synchronized void end(WorkspaceId workspace) {
    all--;
    int left = running.getOrDefault(workspace, 1) - 1;
    if (left == 0) {
      running.remove(workspace);
    } else {
      running.put(workspace, left);
    }
  }
}
