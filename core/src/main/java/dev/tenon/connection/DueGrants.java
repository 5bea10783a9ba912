package dev.tenon.connection;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The grants whose time for background work has come. Safe for use by any thread and any number of
/// nodes; each method is one transaction. "Now" is the database's clock. Nothing is announced on
/// the change feed: nothing that is read by an app changes.
public interface DueGrants {
  /// OAuth clients of every workspace that have a due grant, at most `limit`, each with the time
  /// since when its oldest one is due; longest first. Costs a look-up a client, not a grant.
  List<DueClient> clients(int limit);

  /// Takes up to `limit` due grants of that client that no lease is on, oldest first, and puts
  /// their next time off by `hold`: until then no other claim finds them, and a node that dies
  /// loses nothing. No two claims that run at once get the same grant, and none waits for the
  /// other.
  List<DueGrant> claim(WorkspaceId workspace, OAuthClientId client, int limit, Duration hold);

  /// Puts the next time of a grant off until `until`, where its version is still `version` and it
  /// has a next time; for one that was claimed and could not be tried. It is no failure.
  void postpone(WorkspaceId workspace, ConnectionId connection, long version, Instant until);

  /// What waits, over all workspaces.
  Backlog backlog();

  /// An OAuth client with due grants.
  ///
  /// @param since when its oldest due grant became due
  record DueClient(WorkspaceId workspace, OAuthClientId client, Instant since) {}

  /// A claimed grant with its connection, each as it stood at the claim and with the time that the
  /// claim put off. Whether either has changed since is found out by the lease: one that was
  /// connected anew has another version, and one that has ended gets none.
  record DueGrant(Connection connection, Grant grant) {}

  /// What waits for background work.
  ///
  /// @param due grants whose time has come; counted up to 100 000
  /// @param oldest since when the oldest is due
  record Backlog(long due, Optional<Instant> oldest) {}
}
