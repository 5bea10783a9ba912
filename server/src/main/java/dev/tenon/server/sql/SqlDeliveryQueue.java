package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.webhook.DeliveryQueue;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What webhooks have to tell, in SQL. A claim is a time until which nobody else looks at the row;
/// the number of attempts keeps a late answer from being taken for a newer one's.
final class SqlDeliveryQueue implements DeliveryQueue {
  private static final int COUNTED = 100_000;

  private final Transactions transactions;
  private final Writes writes;

  SqlDeliveryQueue(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String DUE =
      """
      SELECT w.workspace_id, w.id
      FROM webhook_endpoints w
      WHERE w.enabled = 1 AND (w.paused_until IS NULL OR w.paused_until <= {now})
        AND EXISTS (
          SELECT 1
          FROM webhook_deliveries d
          WHERE d.workspace_id = w.workspace_id AND d.endpoint_id = w.id AND d.state = 'pending'
            AND d.next_attempt_at <= {now} AND (d.claimed_until IS NULL OR d.claimed_until <= {now})
            AND NOT EXISTS (
              SELECT 1
              FROM webhook_deliveries p
              WHERE p.workspace_id = d.workspace_id AND p.endpoint_id = d.endpoint_id
                AND p.subject = d.subject AND p.sequence < d.sequence AND p.state = 'pending'))
      ORDER BY (
        SELECT min(o.next_attempt_at)
        FROM webhook_deliveries o
        WHERE o.workspace_id = w.workspace_id AND o.endpoint_id = w.id AND o.state = 'pending')
      LIMIT ?
      """;

  @Override
  public List<DueEndpoint> due(int limit) {
    return transactions.read(
        tx ->
            tx.list(
                row -> new DueEndpoint(row.workspace(), new WebhookId(row.text("id"))),
                DUE,
                limit));
  }

  // Materialized, so that the limit holds however the rows are joined.
  private static final String CLAIM =
      """
      WITH due AS MATERIALIZED (
        SELECT d.workspace_id, d.event_id
        FROM webhook_deliveries d
        JOIN webhook_endpoints w ON w.workspace_id = d.workspace_id AND w.id = d.endpoint_id
        WHERE d.workspace_id = ? AND d.endpoint_id = ? AND d.state = 'pending'
          AND d.next_attempt_at <= {now} AND (d.claimed_until IS NULL OR d.claimed_until <= {now})
          AND w.enabled = 1 AND (w.paused_until IS NULL OR w.paused_until <= {now})
          AND NOT EXISTS (
            SELECT 1
            FROM webhook_deliveries p
            WHERE p.workspace_id = d.workspace_id AND p.endpoint_id = d.endpoint_id
              AND p.subject = d.subject AND p.sequence < d.sequence AND p.state = 'pending')
        ORDER BY d.next_attempt_at, d.at
        LIMIT ?
        {for update of d skip locked})
      UPDATE webhook_deliveries
      SET attempts = attempts + 1, claimed_until = {now} + ?, last_attempt_at = {now}
      WHERE workspace_id = ? AND endpoint_id = ?
        AND event_id IN (SELECT due.event_id FROM due WHERE due.workspace_id = ?)
      RETURNING event_id, attempts, (
        SELECT e.body
        FROM webhook_events e
        WHERE e.workspace_id = webhook_deliveries.workspace_id
          AND e.id = webhook_deliveries.event_id) AS body
      """;

  @Override
  public List<Outgoing> claim(WorkspaceId workspace, WebhookId id, int limit, Duration hold) {
    List<Optional<Outgoing>> claimed =
        transactions.once(
            tx ->
                tx.list(
                    row -> outgoing(row, workspace, id),
                    CLAIM,
                    workspace,
                    id,
                    limit,
                    hold,
                    workspace,
                    id,
                    workspace));
    return claimed.stream().flatMap(Optional::stream).toList();
  }

  /// Empty where the event was pruned between the delivery and this: the delivery goes next.
  private static Optional<Outgoing> outgoing(Row row, WorkspaceId workspace, WebhookId id)
      throws SQLException {
    WebhookEventId event = new WebhookEventId(row.text("event_id"));
    int attempt = row.count("attempts");
    return row.optionalText("body").map(body -> new Outgoing(workspace, id, event, attempt, body));
  }

  private static final String DELIVERED =
      """
      UPDATE webhook_deliveries
      SET state = 'delivered', next_attempt_at = NULL, claimed_until = NULL, last_status = ?,
        last_error = NULL
      WHERE workspace_id = ? AND endpoint_id = ? AND event_id = ? AND attempts = ?
        AND state = 'pending'
      """;

  private static final String END_PAUSE =
      """
      UPDATE webhook_endpoints
      SET failures = 0, failing_since = NULL, paused_until = NULL
      WHERE workspace_id = ? AND id = ? AND paused_until IS NOT NULL
      """;

  private static final String FORGET_FAILURES =
      """
      UPDATE webhook_endpoints
      SET failures = 0, failing_since = NULL
      WHERE workspace_id = ? AND id = ? AND failures > 0
      """;

  private static final String HASTEN =
      """
      UPDATE webhook_deliveries
      SET next_attempt_at = {now}
      WHERE workspace_id = ? AND endpoint_id = ? AND state = 'pending' AND next_attempt_at > {now}
        AND (claimed_until IS NULL OR claimed_until <= {now})
      """;

  @Override
  public boolean delivered(Outgoing sent, int status) {
    return transactions.write(
        tx -> {
          boolean mine =
              tx.update(
                      DELIVERED,
                      status,
                      sent.workspace(),
                      sent.endpoint(),
                      sent.event(),
                      sent.attempt())
                  == 1;
          if (!mine) {
            tx.undo();
          } else if (tx.update(END_PAUSE, sent.workspace(), sent.endpoint()) == 1) {
            tx.update(HASTEN, sent.workspace(), sent.endpoint());
          } else {
            tx.update(FORGET_FAILURES, sent.workspace(), sent.endpoint());
          }
          return mine;
        });
  }

  private static final String TRY_AGAIN =
      """
      UPDATE webhook_deliveries
      SET next_attempt_at = {now} + ?, claimed_until = NULL, last_status = ?, last_error = ?
      WHERE workspace_id = ? AND endpoint_id = ? AND event_id = ? AND attempts = ?
        AND state = 'pending'
      """;

  private static final String GIVE_UP =
      """
      UPDATE webhook_deliveries
      SET state = 'failed', next_attempt_at = NULL, claimed_until = NULL, last_status = ?,
        last_error = ?
      WHERE workspace_id = ? AND endpoint_id = ? AND event_id = ? AND attempts = ?
        AND state = 'pending'
      """;

  private static final String COUNT_FAILURE =
      """
      UPDATE webhook_endpoints
      SET failures = failures + 1, failing_since = coalesce(failing_since, {now})
      WHERE workspace_id = ? AND id = ?
      RETURNING failures, failing_since, paused_until
      """;

  @Override
  public Optional<Standing> failed(
      Outgoing sent, Optional<Integer> status, String error, Optional<Duration> again) {
    List<Object> outcome =
        List.of(status, error, sent.workspace(), sent.endpoint(), sent.event(), sent.attempt());
    return transactions.write(
        tx -> {
          int mine =
              again.isPresent()
                  ? tx.update(TRY_AGAIN, again.get(), outcome)
                  : tx.update(GIVE_UP, outcome);
          Optional<Standing> standing =
              mine == 1
                  ? tx.one(WebhookRows::standing, COUNT_FAILURE, sent.workspace(), sent.endpoint())
                  : Optional.empty();
          if (standing.isEmpty()) {
            tx.undo();
          }
          return standing;
        });
  }

  private static final String PAUSE =
      """
      UPDATE webhook_endpoints
      SET paused_until = {now} + ?
      WHERE workspace_id = ? AND id = ? AND failures > 0
      """;

  @Override
  public void pause(WorkspaceId workspace, WebhookId id, Duration length) {
    transactions.once(tx -> tx.update(PAUSE, length, workspace, id));
  }

  private static final String DISABLE =
      """
      UPDATE webhook_endpoints
      SET enabled = 0, disabled_reason = ?, version = version + 1
      WHERE workspace_id = ? AND id = ? AND enabled = 1
      """;

  @Override
  public boolean disable(WorkspaceId workspace, WebhookId id, String reason, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(DISABLE, reason, workspace, id) == 1);
  }

  private static final String BACKLOG =
      """
      SELECT count(*) AS pending, min(at) AS oldest
      FROM (
        SELECT d.at
        FROM webhook_deliveries d
        JOIN webhook_endpoints w ON w.workspace_id = d.workspace_id AND w.id = d.endpoint_id
        WHERE d.state = 'pending' AND w.enabled = 1
        LIMIT ?) waiting
      """;

  @Override
  public Backlog backlog() {
    return transactions
        .read(
            tx ->
                tx.one(
                    row -> new Backlog(row.number("pending"), row.optionalInstant("oldest")),
                    BACKLOG,
                    COUNTED))
        .orElseThrow(() -> new IllegalStateException("no count: indicates a bug"));
  }

  static final String PRUNE_DELIVERIES =
      """
      DELETE FROM webhook_deliveries
      WHERE workspace_id = ? AND (endpoint_id, event_id) IN (
        SELECT endpoint_id, event_id FROM webhook_deliveries
        WHERE workspace_id = ? AND at < ?
        ORDER BY at
        LIMIT ?)
      """;

  static final String PRUNE_EVENTS =
      """
      DELETE FROM webhook_events
      WHERE workspace_id = ? AND id IN (
        SELECT id FROM webhook_events
        WHERE workspace_id = ? AND at < ?
        ORDER BY at, id
        LIMIT ?)
      """;

  @Override
  public int prune(WorkspaceId workspace, Instant before, int limit) {
    List<Object> old = List.of(workspace, workspace, before, limit);
    int deliveries = transactions.once(tx -> tx.update(PRUNE_DELIVERIES, old));
    return Math.max(deliveries, transactions.once(tx -> tx.update(PRUNE_EVENTS, old)));
  }
}
