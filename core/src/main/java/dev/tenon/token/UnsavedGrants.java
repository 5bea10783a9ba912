package dev.tenon.token;

import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.workspace.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Grants that the provider has given us and the store has not taken yet. They are what is true:
/// they are served, saved as soon as the store is back, and the refresh token that was spent for
/// them is never sent again by this node. Safe for use by any thread.
final class UnsavedGrants {
  private final Map<ConnectionId, Unsaved> unsaved = new ConcurrentHashMap<>();
  private final GrantStore grants;

  UnsavedGrants(GrantStore grants) {
    this.grants = grants;
  }

  /// Keeps `grant`, which the store would not take.
  void keep(Connection connection, Grant grant, ConnectionEvent event) {
    unsaved.put(connection.id(), new Unsaved(grant, event));
  }

  /// The grant that is newer than `stored`, where there is one.
  Optional<Grant> newerThan(Grant stored) {
    return Optional.ofNullable(unsaved.get(stored.connection()))
        .map(Unsaved::grant)
        .filter(grant -> grant.version() == stored.version() + 1);
  }

  /// Tries to save them all; how many are left.
  int save() {
    for (Unsaved each : List.copyOf(unsaved.values())) {
      try {
        CommitResult result =
            grants.adopt(
                each.grant().workspace(),
                each.grant().connection(),
                each.grant().version() - 1,
                each.grant().tokens(),
                GrantPlan.none(),
                each.event());
        switch (result) {
          // Fenced out means that the store has something newer, or that the connection has ended.
          case CommitResult.Committed _, CommitResult.FencedOut _ ->
              unsaved.remove(each.grant().connection(), each);
        }
      } catch (StoreUnavailableException _) {
        return unsaved.size();
      }
    }
    return unsaved.size();
  }

  private record Unsaved(Grant grant, ConnectionEvent event) {}
}
