package dev.tenon.server.admin.clients;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Status;
import dev.tenon.overview.Overviews;
import dev.tenon.overview.Overviews.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many connections each OAuth client has. Where there are many they are counted once a minute,
/// because counting them is what would make the pages slow. Safe for use by any thread.
final class ClientCounts {
  private static final long MANY = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST_WORKSPACES = 1000;

  private final Overviews overviews;
  private final Map<WorkspaceId, Counted> remembered = new ConcurrentHashMap<>();

  ClientCounts(Overviews overviews) {
    this.overviews = overviews;
  }

  /// The numbers of a workspace.
  ///
  /// @param at when they were counted
  /// @param total of all clients, revoked connections too
  record Counted(Instant at, Map<OAuthClientId, Map<Status, Long>> byClient, long total) {
    /// Of that client, by status.
    Map<Status, Long> of(OAuthClientId client) {
      return byClient.getOrDefault(client, Map.of());
    }

    /// Those of that client that are not over.
    long live(OAuthClientId client) {
      return of(client).entrySet().stream()
          .filter(it -> it.getKey() != Status.REVOKED)
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    /// Whether they may be a minute old.
    boolean isKept() {
      return total >= MANY;
    }
  }

  Counted of(WorkspaceId workspace, Instant now) {
    Counted known = remembered.get(workspace);
    if (known != null && now.isBefore(known.at().plus(KEPT))) {
      return known;
    }
    Counted counted = count(workspace, now);
    if (counted.isKept()) {
      if (remembered.size() >= MOST_WORKSPACES) {
        remembered.clear();
      }
      remembered.put(workspace, counted);
    } else {
      remembered.remove(workspace);
    }
    return counted;
  }

  private Counted count(WorkspaceId workspace, Instant now) {
    Map<OAuthClientId, Map<Status, Long>> byClient = new HashMap<>();
    long total = 0;
    for (Standing it : overviews.standings(workspace)) {
      byClient
          .computeIfAbsent(it.client(), _ -> new EnumMap<>(Status.class))
          .merge(it.status(), it.count(), Long::sum);
      total += it.count();
    }
    return new Counted(now, byClient, total);
  }
}
