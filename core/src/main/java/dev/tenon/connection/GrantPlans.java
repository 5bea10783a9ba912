package dev.tenon.connection;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The plans of the stored grants, where they were not written with their tokens: after a connect
/// or an import, by a node of an earlier version, or because the rules have changed. Safe for use
/// by any thread and any number of nodes; each method is one transaction.
public interface GrantPlans {
  /// Grants of every workspace, at most `limit`, that are open and whose plan was not made for the
  /// version that is stored.
  List<Unplanned> unplanned(int limit);

  /// Writes the plan of a grant, where it is open, its version is still `version` and no lease is
  /// on it; false otherwise. Where the last refresh failed, its next time stays what the failure
  /// made it, if it made one. A plan with a later end than the one that was told of is told of
  /// anew.
  boolean plan(WorkspaceId workspace, ConnectionId connection, long version, GrantPlan plan);

  /// Makes every grant of that client unplanned, because its rules have changed; in batches, each a
  /// transaction of its own. Where it fails midway it may be called again.
  void replan(WorkspaceId workspace, OAuthClientId client);

  /// Open grants of every workspace, at most `limit`, that end before `before` and were not told of
  /// at `stage` or a later one; those that end first come first.
  ///
  /// @param stage 1 and up: the nearer the end, the higher
  List<Ending> ending(Instant before, int stage, int limit);

  /// Notes that the grant was told of at `stage`, with `event`; false, and nothing is written,
  /// where another node has done so, or version or end are others by now. Nothing is announced on
  /// the change feed.
  boolean tell(Ending ending, int stage, ConnectionEvent event);

  /// What people want to know of the grants of `connections`, by connection; without those that
  /// have none. One statement, however many there are.
  Map<ConnectionId, Outlook> outlooks(WorkspaceId workspace, Set<ConnectionId> connections);

  /// How a grant stands, for people.
  ///
  /// @param version of the tokens that are stored
  /// @param failures refreshes that have failed in a row
  /// @param endsAt when its user has to consent again, as far as is known; empty while the grant is
  ///   unplanned, or over already
  record Outlook(long version, int failures, Optional<Instant> endsAt) {}

  /// A grant that needs a plan.
  record Unplanned(WorkspaceId workspace, ConnectionId connection, long version) {}

  /// A grant whose user has to consent again by `endsAt`.
  record Ending(WorkspaceId workspace, ConnectionId connection, long version, Instant endsAt) {}
}
