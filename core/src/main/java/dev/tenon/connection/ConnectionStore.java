package dev.tenon.connection;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClientId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The stored connections. Safe for use by any thread; each write is one transaction with its audit
/// event, and has been announced on the change feed when it returns.
///
/// At most one connection that is not revoked exists per OAuth client and owner.
public interface ConnectionStore {
  /// The connection of that id, whatever its status.
  Optional<Connection> find(WorkspaceId workspace, ConnectionId id);

  /// The connection that is not revoked of that owner through that client.
  Optional<Connection> find(WorkspaceId workspace, OAuthClientId client, Owner owner);

  /// The connections of that owner that are not revoked, in no order: at most one through each
  /// client.
  List<Connection> heldBy(WorkspaceId workspace, Owner owner);

  /// Connections that match, newest first, at most `limit`, those after `after` only.
  List<Connection> list(
      WorkspaceId workspace, ConnectionFilter filter, Optional<ConnectionId> after, int limit);

  /// Connections that match and of whose [ConnectionWords] each word of `text` begins one, or whose
  /// id it is; newest first, at most `limit`. Of those that have one of the words it looks at the
  /// first [#LOOKED_THROUGH] by that word and id, so that it costs the same however many there are.
  List<Connection> search(WorkspaceId workspace, String text, ConnectionFilter filter, int limit);

  /// Gives the next `limit` connections of every workspace the words by which they are found that
  /// have none, because a node of an earlier version made them; how many.
  int fillWords(int limit);

  /// How many connections a search looks at.
  int LOOKED_THROUGH = 2000;

  /// How many connections through that client stand in which status, revoked ones too; a status
  /// that none has is left out.
  Map<Status, Integer> countByStatus(WorkspaceId workspace, OAuthClientId client);

  /// Inserts a connection with its first grant (version 1), or replaces the grant of the connection
  /// with that id where its version is one less than `grant`'s, takes over status, account, scopes,
  /// values, and clears last error, lease and attempt (the fence grows, so that a refresh under way
  /// is fenced out). With `pending` it also removes the pending or unclaimed grant of that id,
  /// which must still be there. The user, when the owner is one, is inserted if new. Anything but
  /// `CONNECTED` changed nothing.
  ConnectResult connect(
      Connection connection,
      Grant grant,
      Optional<String> pending,
      ConnectionEvent event,
      AuditEvent audit);

  /// Does what [#connect] does for each of `arrivals`, without a pending grant, all of them in one
  /// transaction or none.
  ///
  /// @return the places in the list of those that stand against it, the first of them at least;
  ///   empty when all are connected
  List<Integer> connectAll(List<NewConnection> arrivals);

  /// Inserts a connection without a grant, pending its confirmation; when its owner has one that is
  /// not revoked, nothing is changed and that one is returned.
  Connection createPending(Connection connection, ConnectionEvent event, AuditEvent audit);

  /// Ends it: status revoked, lease over (the fence grows), `reason` kept. The sealed tokens stay
  /// until [#forgetTokens], so that a revocation can be tried again. False when it was revoked
  /// already or there is none.
  boolean revoke(
      WorkspaceId workspace,
      ConnectionId id,
      String reason,
      ConnectionEvent event,
      AuditEvent audit);

  /// Removes the tokens of a revoked connection and appends `event`, once the provider has
  /// confirmed or cannot be asked. Nothing happens to one that is not revoked, or has no tokens.
  void forgetTokens(WorkspaceId workspace, ConnectionId id, ConnectionEvent event);

  /// Revoked connections of every workspace whose tokens are still there: not revoked at the
  /// provider yet.
  List<Connection> notRevokedAtProvider(int limit);

  /// Replaces the organizations that it covers.
  void setOrganizations(WorkspaceId workspace, ConnectionId id, List<Organization> organizations);

  /// Events of the connection, newest first, at most `limit`, those with a lower number than
  /// `before` only.
  List<RecordedEvent> events(
      WorkspaceId workspace, ConnectionId id, Optional<Long> before, int limit);

  /// Removes events of the next `limit` connections of every workspace that are older at `now` than
  /// their workspace keeps them and are not among the newest `keep` of their connection; how many.
  /// Each call goes on behind the connections of the one before, and after the last it begins
  /// again; no transaction removes more than a thousand. An event that is removed leaves no trace;
  /// the newest stays always.
  int pruneEvents(Instant now, int keep, int limit);

  /// A connection to make or to make anew.
  ///
  /// @param grant its version is one more than the stored one's, or 1
  record NewConnection(
      Connection connection, Grant grant, ConnectionEvent event, AuditEvent audit) {}

  /// Which connections to list.
  ///
  /// @param clients only through one of these; empty optional: all. An empty set matches none
  /// @param app of the connections that apps hold themselves only those of this one
  record ConnectionFilter(
      Optional<Set<OAuthClientId>> clients,
      Optional<UserId> user,
      Optional<AppName> app,
      Optional<Status> status) {
    /// Whichever app holds it.
    public ConnectionFilter(
        Optional<Set<OAuthClientId>> clients, Optional<UserId> user, Optional<Status> status) {
      this(clients, user, Optional.empty(), status);
    }

    /// Every connection.
    public static ConnectionFilter all() {
      return new ConnectionFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// What came of a connect.
  enum ConnectResult {
    CONNECTED,
    /// The grant has moved on meanwhile, the connection has ended, another connection of this owner
    /// was made, or the OAuth client or the app that owns it is gone or called otherwise: look
    /// again.
    MOVED,
    /// The pending grant was gone: confirmed already, or too late.
    PENDING_GONE
  }
}
