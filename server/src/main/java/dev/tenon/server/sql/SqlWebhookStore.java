package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.WebhookStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The endpoints of webhooks in SQL; what is sent to them in [SqlDeliveryQueue].
final class SqlWebhookStore implements WebhookStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlWebhookStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String INSERT =
      """
      INSERT INTO webhook_endpoints (workspace_id, id, created_at, url, events, description,
        enabled, disabled_reason, secret, secret_number, secret_last_four, old_secret,
        old_secret_until, dialect, version, failures)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(WebhookEndpoint endpoint, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    INSERT,
                    endpoint.workspace(),
                    endpoint.id(),
                    endpoint.createdAt(),
                    WebhookRows.values(endpoint))
                == 1);
  }

  private static final String FIND =
      """
      SELECT workspace_id, id, url, events, description, enabled, disabled_reason, secret,
        secret_number, secret_last_four, old_secret, old_secret_until, created_at, version,
        failures, failing_since, paused_until, dialect
      FROM webhook_endpoints
      WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public Optional<WebhookEndpoint> find(WorkspaceId workspace, WebhookId id) {
    return transactions.read(tx -> tx.one(WebhookRows::endpoint, FIND, workspace, id));
  }

  private static final String LIST =
      """
      SELECT workspace_id, id, url, events, description, enabled, disabled_reason, secret,
        secret_number, secret_last_four, old_secret, old_secret_until, created_at, version,
        failures, failing_since, paused_until, dialect
      FROM webhook_endpoints
      WHERE workspace_id = ?
      ORDER BY created_at, id
      """;

  @Override
  public List<WebhookEndpoint> list(WorkspaceId workspace) {
    return transactions.read(tx -> tx.list(WebhookRows::endpoint, LIST, workspace));
  }

  private static final String UPDATE =
      """
      UPDATE webhook_endpoints
      SET url = ?, events = ?, description = ?, enabled = ?, disabled_reason = ?, secret = ?,
        secret_number = ?, secret_last_four = ?, old_secret = ?, old_secret_until = ?,
        dialect = ?, version = ?,
        failures = 0, failing_since = NULL, paused_until = NULL
      WHERE workspace_id = ? AND id = ? AND version = ?
      """;

  @Override
  public boolean update(WebhookEndpoint endpoint, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    UPDATE,
                    WebhookRows.values(endpoint),
                    endpoint.workspace(),
                    endpoint.id(),
                    endpoint.version() - 1)
                == 1);
  }

  private static final String DELETE =
      """
      DELETE FROM webhook_endpoints WHERE workspace_id = ? AND id = ?
      """;

  private static final String DELETE_DELIVERIES =
      """
      DELETE FROM webhook_deliveries WHERE workspace_id = ? AND endpoint_id = ?
      """;

  @Override
  public boolean delete(WorkspaceId workspace, WebhookId id, AuditEvent event) {
    return writes.audited(
        event,
        tx -> {
          boolean deleted = tx.update(DELETE, workspace, id) == 1;
          if (deleted) {
            tx.update(DELETE_DELIVERIES, workspace, id);
          }
          return deleted;
        });
  }

  @Override
  public boolean test(WorkspaceId workspace, WebhookId id, WebhookEventId test, AuditEvent event) {
    return writes.audited(event, tx -> Outbox.test(tx, workspace, id, test, event.at()));
  }

  private static final String DELIVERIES =
      """
      SELECT event_id, type, subject, sequence, at, state, attempts, next_attempt_at,
        last_attempt_at, last_status, last_error
      FROM webhook_deliveries
      WHERE workspace_id = ? AND endpoint_id = ?
      """;

  private static final String DELIVERIES_OF_STATE = "AND state = ?\n";

  private static final String DELIVERIES_AFTER =
      """
      AND (at, event_id) < (
        SELECT at, event_id FROM webhook_deliveries
        WHERE workspace_id = ? AND endpoint_id = ? AND event_id = ?)
      """;

  private static final String DELIVERIES_NEWEST =
      """
      ORDER BY at DESC, event_id DESC
      LIMIT ?
      """;

  @Override
  public List<Delivery> deliveries(
      WorkspaceId workspace,
      WebhookId id,
      Optional<DeliveryState> state,
      Optional<WebhookEventId> after,
      int limit) {
    StringBuilder sql = new StringBuilder(DELIVERIES);
    List<Object> parameters = new ArrayList<>(List.of(workspace, id));
    state.ifPresent(
        it -> {
          sql.append(DELIVERIES_OF_STATE);
          parameters.add(it.apiName());
        });
    after.ifPresent(
        it -> {
          sql.append(DELIVERIES_AFTER);
          parameters.addAll(List.of(workspace, id, it));
        });
    sql.append(DELIVERIES_NEWEST);
    parameters.add(limit);
    return transactions.read(tx -> tx.list(WebhookRows::delivery, sql.toString(), parameters));
  }

  private static final String REPLAY =
      """
      UPDATE webhook_deliveries
      SET state = 'pending', attempts = 0, next_attempt_at = {now}, claimed_until = NULL
      WHERE workspace_id = ? AND endpoint_id = ? AND event_id = ?
      """;

  @Override
  public boolean replay(
      WorkspaceId workspace, WebhookId id, WebhookEventId replayed, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(REPLAY, workspace, id, replayed) == 1);
  }

  private static final String KEEP =
      """
      SELECT 1 FROM webhook_endpoints WHERE workspace_id = ? AND id = ? {for share}
      """;

  private static final String REPLAY_SOME =
      """
      INSERT INTO webhook_deliveries (workspace_id, endpoint_id, event_id, type, subject, sequence,
        at, state, attempts, next_attempt_at)
      SELECT w.workspace_id, w.id, e.id, e.type, e.subject, e.sequence, e.at, 'pending', 0, {now}
      FROM webhook_endpoints w
      JOIN webhook_events e ON e.workspace_id = w.workspace_id
      WHERE w.workspace_id = ? AND w.id = ? AND e.at >= ? AND e.at < ? AND e.type <> 'webhook.test'
        AND (w.events IS NULL OR w.events LIKE '% ' || e.type || ' %')
      ON CONFLICT (workspace_id, endpoint_id, event_id)
      DO UPDATE SET state = 'pending', attempts = 0, next_attempt_at = excluded.next_attempt_at,
        claimed_until = NULL
      """;

  @Override
  public Optional<Integer> replay(
      WorkspaceId workspace, WebhookId id, Instant since, Instant until, AuditEvent event) {
    return transactions.write(
        tx -> {
          if (!tx.exists(KEEP, workspace, id)) {
            tx.undo();
            return Optional.empty();
          }
          int replayed = tx.update(REPLAY_SOME, workspace, id, since, until);
          SqlAuditLog.append(tx, event);
          return Optional.of(replayed);
        });
  }
}
