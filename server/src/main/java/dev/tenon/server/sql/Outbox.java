package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.sync.SyncId;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What webhooks are to tell, written in the transaction of the change that it tells of: the event,
/// and one delivery for each endpoint that is enabled and wants it. A workspace without endpoints
/// pays one look into an index.
final class Outbox {
  private Outbox() {}

  /// Writes an event that is not a connection's.
  ///
  /// @param type a name of [WebhookEventType]
  /// @param subject id of what it is about, told as `oauth_client_id`; events of one subject are
  ///   delivered in order
  /// @param details further facts in snake_case: ids and words, never a secret or personal data
  static void append(
      Tx tx,
      WorkspaceId workspace,
      String type,
      String subject,
      Instant at,
      Map<String, String> details)
      throws SQLException {
    SequencedMap<String, String> data = new TreeMap<>(details);
    data.put("oauth_client_id", subject);
    Told told = new Told(type, subject, at.toEpochMilli(), at);
    insert(tx, workspace, told, Json.event(type, at, data, OptionalLong.empty()));
  }

  /// Writes an event of a connection.
  ///
  /// @param number its place among the events of the connection, told as `sequence`
  static void append(
      Tx tx,
      WorkspaceId workspace,
      WebhookEventType type,
      ConnectionId connection,
      long number,
      Instant at,
      Map<String, String> details)
      throws SQLException {
    SequencedMap<String, String> data = new TreeMap<>(details);
    data.put("connection_id", connection.value());
    Told told = new Told(type.apiName(), connection.value(), number, at);
    insert(tx, workspace, told, Json.event(told.type(), at, data, OptionalLong.of(number)));
  }

  /// Writes an event of a sync.
  ///
  /// @param sequence grows within the sync; its events are delivered in order
  /// @param texts ids and words
  static void append(
      Tx tx,
      WorkspaceId workspace,
      WebhookEventType type,
      SyncId sync,
      long sequence,
      Instant at,
      Map<String, String> texts,
      SequencedMap<String, Long> numbers)
      throws SQLException {
    SequencedMap<String, String> data = new TreeMap<>(texts);
    data.put("sync_id", sync.value());
    Told told = new Told(type.apiName(), sync.value(), sequence, at);
    insert(tx, workspace, told, Json.event(told.type(), at, data, numbers));
  }

  private static final String INSERT_TEST =
      """
      INSERT INTO webhook_deliveries (workspace_id, endpoint_id, event_id, type, subject, sequence,
        at, state, attempts, next_attempt_at)
      SELECT workspace_id, id, ?, ?, ?, ?, ?, 'pending', 0, {now}
      FROM webhook_endpoints
      WHERE workspace_id = ? AND id = ?
      """;

  /// Writes a test for one endpoint; false when there is no such endpoint.
  static boolean test(
      Tx tx, WorkspaceId workspace, WebhookId endpoint, WebhookEventId id, Instant at)
      throws SQLException {
    String type = WebhookEventType.WEBHOOK_TEST.apiName();
    SequencedMap<String, String> data = new TreeMap<>(Map.of("webhook_id", endpoint.value()));
    Told told = new Told(type, endpoint.value(), at.toEpochMilli(), at);
    boolean written =
        insertEvent(
            tx, workspace, id.value(), told, Json.event(type, at, data, OptionalLong.empty()));
    return written
        && tx.update(
                INSERT_TEST,
                id,
                type,
                told.subject(),
                told.sequence(),
                told.at(),
                workspace,
                endpoint)
            == 1;
  }

  private static final String INSERT_EVENT =
      """
      INSERT INTO webhook_events (workspace_id, id, type, subject, sequence, at, body)
      SELECT ?, ?, ?, ?, ?, ?, ?
      WHERE EXISTS (SELECT 1 FROM webhook_endpoints WHERE workspace_id = ?)
      ON CONFLICT DO NOTHING
      """;

  // No name of an event is a part of another's, nor becomes one where _ stands for any letter.
  private static final String INSERT_DELIVERIES =
      """
      INSERT INTO webhook_deliveries (workspace_id, endpoint_id, event_id, type, subject, sequence,
        at, state, attempts, next_attempt_at)
      SELECT workspace_id, id, ?, ?, ?, ?, ?, 'pending', 0, {now}
      FROM webhook_endpoints
      WHERE workspace_id = ? AND enabled = 1 AND (events IS NULL OR events LIKE ?)
      ON CONFLICT DO NOTHING
      """;

  private static void insert(Tx tx, WorkspaceId workspace, Told told, String body)
      throws SQLException {
    String id = id(workspace, told, body);
    if (insertEvent(tx, workspace, id, told, body)) {
      tx.update(
          INSERT_DELIVERIES,
          id,
          told.type(),
          told.subject(),
          told.sequence(),
          told.at(),
          workspace,
          "% " + told.type() + " %");
    }
  }

  private static boolean insertEvent(
      Tx tx, WorkspaceId workspace, String id, Told told, String body) throws SQLException {
    return tx.update(
            INSERT_EVENT,
            workspace,
            id,
            told.type(),
            told.subject(),
            told.sequence(),
            told.at(),
            body,
            workspace)
        == 1;
  }

  /// Made of what happened, so that what is written twice is one event.
  private static String id(WorkspaceId workspace, Told told, String body) {
    String text = String.join("\n", workspace.value(), Long.toString(told.sequence()), body);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "evt_" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record Told(String type, String subject, long sequence, Instant at) {}
}
