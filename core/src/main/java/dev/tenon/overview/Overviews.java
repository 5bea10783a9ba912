package dev.tenon.overview;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.token.RefreshOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a workspace stands. Safe for use by any thread; each method reads by one statement.
public interface Overviews {
  /// How many connections stand in which status, by OAuth client; none that are zero. Of a client
  /// that is gone only revoked ones are left.
  List<Standing> standings(WorkspaceId workspace);

  /// How many refreshes ended how in each hour that began at `from` or later, oldest first.
  List<Hour> refreshes(WorkspaceId workspace, Instant from);

  /// Adds to the numbers of refreshes.
  void addRefreshes(List<Tally> tallies);

  /// Removes up to `limit` numbers of the workspace's hours that began before `before`; how many.
  int pruneRefreshes(WorkspaceId workspace, Instant before, int limit);

  /// Client secrets that end before `before`, ended ones too, those that end first come first.
  List<Expiring> secretsEnding(WorkspaceId workspace, Instant before, int limit);

  /// Connections whose user has to consent again before `before`, those that end first come first.
  List<GrantEnding> grantsEnding(WorkspaceId workspace, Instant before, int limit);

  /// OAuth clients that their providers reject as they are now.
  List<Rejected> rejectedClients(WorkspaceId workspace);

  /// How many connections of a client stand so.
  ///
  /// @param integration name of the client; empty where it is gone
  /// @param count of connections through that client in that status
  record Standing(
      OAuthClientId client, Optional<IntegrationName> integration, Status status, long count) {}

  /// How many refreshes of an hour ended so.
  ///
  /// @param hour its beginning
  record Hour(Instant hour, RefreshOutcome outcome, long count) {}

  /// Refreshes of a workspace that are to be added to those of the hour.
  ///
  /// @param hour its beginning
  record Tally(WorkspaceId workspace, Instant hour, RefreshOutcome outcome, long count) {}

  /// A connection whose user has to consent again by `endsAt`.
  record GrantEnding(
      ConnectionId connection, IntegrationName integration, Owner owner, Instant endsAt) {}

  /// An OAuth client that is rejected since `since`.
  ///
  /// @param message one sentence for people; never holds a secret
  record Rejected(IntegrationName integration, Instant since, String message) {}
}
