package dev.tenon.server.admin;

import dev.tenon.access.WorkspaceId;
import dev.tenon.overview.Overviews;
import dev.tenon.overview.Overviews.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Connections by status, as they were some seconds ago at most: counting a hundred thousand is
/// more than one page should cost. Safe for use by any thread.
final class Standings {
  private static final Duration KEPT = Duration.ofSeconds(3);

  private final Overviews overviews;
  private final Clock clock;
  private final Map<WorkspaceId, Seen> seen = new ConcurrentHashMap<>();

  Standings(Overviews overviews, Clock clock) {
    this.overviews = overviews;
    this.clock = clock;
  }

  List<Standing> of(WorkspaceId workspace) {
    Instant now = clock.instant();
    Seen known = seen.get(workspace);
    if (known != null && now.isBefore(known.at().plus(KEPT)) && !now.isBefore(known.at())) {
      return known.standings();
    }
    List<Standing> standings = overviews.standings(workspace);
    seen.put(workspace, new Seen(now, standings));
    return standings;
  }

  private record Seen(Instant at, List<Standing> standings) {}
}
