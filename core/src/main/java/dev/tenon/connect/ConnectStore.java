package dev.tenon.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The stored connect links, the trips under way, and the grants that wait for confirmation. Safe
/// for use by any thread; each method is one transaction.
public interface ConnectStore {
  /// Inserts a link.
  void createLink(ConnectLink link, AuditEvent event);

  /// The link whose address has that secret part, in whichever workspace: a look-up that is made
  /// before a workspace is known.
  Optional<ConnectLink> openLink(Fingerprint token);

  /// The link of that id.
  Optional<ConnectLink> findLink(WorkspaceId workspace, ConnectLinkId id);

  /// Counts one use, where uses are left and the link is not over at `now`; false otherwise.
  boolean useLink(WorkspaceId workspace, ConnectLinkId id, Instant now);

  /// Ends a link at `now`; false when there is none.
  boolean revokeLink(WorkspaceId workspace, ConnectLinkId id, Instant now, AuditEvent event);

  /// The links with a label of that kind, newest first, at most `limit`.
  List<ConnectLink> labelled(WorkspaceId workspace, String kind, int limit);

  /// Notes that the link's page was opened in that browser; false where it was in another.
  boolean bindLink(WorkspaceId workspace, ConnectLinkId id, Fingerprint browser);

  /// Whether the link's page was opened in that browser.
  boolean isBound(WorkspaceId workspace, ConnectLinkId id, Fingerprint browser);

  /// Inserts a trip.
  void begin(ConnectSession session);

  /// The trip with that state, taken: exactly one caller ever gets it, in whichever workspace. It
  /// may be over by then; the caller looks.
  Optional<ConnectSession> take(Fingerprint state);

  /// Inserts a pending grant, in place of an earlier one of the same connection.
  void hold(PendingGrant pending, AuditEvent event);

  /// The pending grant with that link and code that is not over at `now`; it stays until
  /// [dev.tenon.connection.ConnectionStore#connect] takes it.
  Optional<PendingGrant> findPending(
      WorkspaceId workspace, ConnectLinkId link, Fingerprint code, Instant now);

  /// Removes and returns pending grants that are over at `now`, of every workspace, so that they
  /// can be revoked at the provider.
  List<PendingGrant> takeExpiredPending(Instant now, int limit);

  /// Inserts a grant that nobody has claimed.
  void keepUnclaimed(UnclaimedGrant grant, AuditEvent event);

  /// The unclaimed grant with that handle that is not over at `now`; it stays until
  /// [dev.tenon.connection.ConnectionStore#connect] takes it.
  Optional<UnclaimedGrant> findUnclaimed(WorkspaceId workspace, Fingerprint handle, Instant now);

  /// Removes unclaimed grants that are over at `now`, of every workspace; how many.
  int removeExpiredUnclaimed(Instant now);

  /// Removes trips that are over at `now`, of every workspace; how many.
  int removeExpiredSessions(Instant now);
}
