package dev.tenon.server.admin.data;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.server.admin.page.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What this node's audit log was told a moment ago of what members looked at. Safe for use by any
/// thread.
final class Noted {
  /// For so long nothing is told again.
  static final Duration UNTOLD = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  // One that is forgotten is told again too early, and none is kept back.
  private final Map<Look, Instant> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Look, Instant> eldest) {
          return size() > MOST;
        }
      };

  /// Whether it has to be told that the member looks at `what`; if so, it counts as told.
  synchronized boolean isDue(Visit visit, String what) {
    return isDue(visit.workspace(), visit.member().id(), what, visit.now());
  }

  synchronized boolean isDue(WorkspaceId workspace, MemberId member, String what, Instant now) {
    Look look = new Look(workspace, member, what);
    Instant last = told.get(look);
    boolean due = last == null || !last.plus(UNTOLD).isAfter(now);
    if (due) {
      told.remove(look);
      told.put(look, now);
    }
    return due;
  }

  private record Look(WorkspaceId workspace, MemberId member, String what) {}
}
