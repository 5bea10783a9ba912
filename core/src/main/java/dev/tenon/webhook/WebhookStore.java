package dev.tenon.webhook;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The stored endpoints and what has been told to them. Safe for use by any thread; each write is
/// one transaction with its audit event. Nothing is announced on the change feed: nothing of this
/// is remembered.
///
/// Whatever store writes an event that webhooks tell of ([WebhookEventType#of]) writes, in the same
/// transaction, one pending delivery for each endpoint of the workspace that is enabled and wants
/// it. The event itself is kept as soon as the workspace has any endpoint.
public interface WebhookStore {
  /// Inserts it; false when there is one of that id.
  boolean create(WebhookEndpoint endpoint, AuditEvent event);

  /// The endpoint of that id.
  Optional<WebhookEndpoint> find(WorkspaceId workspace, WebhookId id);

  /// Every endpoint of the workspace, oldest first.
  List<WebhookEndpoint> list(WorkspaceId workspace);

  /// Replaces it where its version is one less than `endpoint`'s, and clears its standing; false
  /// when it is not. What is pending stays pending, and is sent once it is enabled.
  boolean update(WebhookEndpoint endpoint, AuditEvent event);

  /// Removes it with its deliveries; false when there is none.
  boolean delete(WorkspaceId workspace, WebhookId id, AuditEvent event);

  /// Writes a [WebhookEventType#WEBHOOK_TEST] for that endpoint alone, whatever it wants; false
  /// when there is no such endpoint.
  boolean test(WorkspaceId workspace, WebhookId id, WebhookEventId test, AuditEvent event);

  /// Deliveries of the endpoint, newest event first, at most `limit`, of `state` only where it is
  /// given, those after `after` only.
  List<Delivery> deliveries(
      WorkspaceId workspace,
      WebhookId id,
      Optional<DeliveryState> state,
      Optional<WebhookEventId> after,
      int limit);

  /// Makes the delivery of `replayed` pending again, due now, with no attempts made; false when the
  /// endpoint has none.
  boolean replay(WorkspaceId workspace, WebhookId id, WebhookEventId replayed, AuditEvent event);

  /// Does so for every event that the endpoint wants, no tests, that happened at or after `since`
  /// and before `until`, also those that it was never sent; how many. Empty when there is no such
  /// endpoint.
  Optional<Integer> replay(
      WorkspaceId workspace, WebhookId id, Instant since, Instant until, AuditEvent event);
}
