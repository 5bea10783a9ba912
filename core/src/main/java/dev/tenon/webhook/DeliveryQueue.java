package dev.tenon.webhook;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The deliveries whose time has come. Safe for use by any thread and any number of nodes; each
/// method is one transaction. "Now" is the database's clock.
public interface DeliveryQueue {
  /// Endpoints of every workspace that are enabled, not paused, and have a delivery that [#claim]
  /// would give, at most `limit`, the one that waits longest first.
  List<DueEndpoint> due(int limit);

  /// Takes up to `limit` pending deliveries of that endpoint whose time has come, longest due
  /// first: their attempts grow by one, and until `hold` has passed no other claim finds them, so
  /// that a node that dies loses nothing. None that stands behind a pending delivery of the same
  /// subject with a lower sequence; none where the endpoint is disabled or paused. No two claims
  /// that run at once get the same delivery, and none waits for the other.
  List<Outgoing> claim(WorkspaceId workspace, WebhookId id, int limit, Duration hold);

  /// The endpoint has taken it. Clears the endpoint's standing; where it was paused, what waits for
  /// another try, and nobody has claimed, is due now. False, and nothing is changed, where the
  /// delivery was claimed or replayed since.
  boolean delivered(Outgoing sent, int status);

  /// The endpoint has not taken it: it is due again after `again`, or failed for good where that is
  /// empty; the endpoint has failed once more. How the endpoint stands now; empty, and nothing is
  /// changed, where the delivery was claimed or replayed since or the endpoint is gone.
  Optional<Standing> failed(
      Outgoing sent, Optional<Integer> status, String error, Optional<Duration> again);

  /// Sends nothing to the endpoint for `length`, unless it has taken something meanwhile.
  void pause(WorkspaceId workspace, WebhookId id, Duration length);

  /// Disables the endpoint for `reason`; false when it is disabled already or there is none.
  boolean disable(WorkspaceId workspace, WebhookId id, String reason, AuditEvent event);

  /// What waits, over all workspaces.
  Backlog backlog();

  /// Removes up to `limit` events of the workspace that happened before `before`, and up to as many
  /// deliveries of such; how many of whichever were more.
  int prune(WorkspaceId workspace, Instant before, int limit);

  /// An endpoint with due deliveries.
  record DueEndpoint(WorkspaceId workspace, WebhookId id) {}

  /// A delivery that this node has claimed.
  ///
  /// @param attempt which attempt this is, from 1
  /// @param body what is sent, the same each time
  record Outgoing(
      WorkspaceId workspace, WebhookId endpoint, WebhookEventId event, int attempt, String body) {}

  /// What waits.
  ///
  /// @param pending deliveries of enabled endpoints; counted up to 100 000
  /// @param oldest when the oldest of their events happened
  record Backlog(long pending, Optional<Instant> oldest) {}
}
