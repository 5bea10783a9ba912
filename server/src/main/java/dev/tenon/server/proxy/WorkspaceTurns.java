package dev.tenon.server.proxy;

import dev.tenon.access.WorkspaceId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many calls of each workspace are under way, so that one cannot take everything. Safe for use
/// by any thread.
final class WorkspaceTurns {
  private final ConcurrentMap<WorkspaceId, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final int most;

  WorkspaceTurns(int most) {
    this.most = most;
  }

  /// Whether one more may begin; then [#end] must follow.
  boolean begin(WorkspaceId workspace) {
    AtomicInteger count = underWay.computeIfAbsent(workspace, _ -> new AtomicInteger());
    if (count.incrementAndGet() <= most) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  /// One has ended.
  void end(WorkspaceId workspace) {
    AtomicInteger count = underWay.get(workspace);
    if (count == null || count.decrementAndGet() < 0) {
      throw new IllegalStateException("a call ended that had not begun; indicates a bug");
    }
  }
}
