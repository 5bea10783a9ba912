package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Status;
import dev.tenon.webhook.WebhookEventType;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What webhooks tell of a connection: ids and words that stand in the hub's own lists, never a
/// token, a name or an address of a person (security row G3).
final class ConnectionNews {
  private ConnectionNews() {}

  private static final String FACTS =
      """
      SELECT c.status, c.owner_kind, c.owner, c.last_error_json, o.name AS integration,
        (SELECT e.status
          FROM connection_events e
          WHERE e.workspace_id = ? AND e.connection_id = ? AND e.number < ? AND e.status IS NOT NULL
          ORDER BY e.number DESC
          LIMIT 1) AS previous
      FROM connections c
      LEFT JOIN oauth_clients o ON o.workspace_id = c.workspace_id AND o.id = c.oauth_client_id
      WHERE c.workspace_id = ? AND c.id = ?
      """;

  /// Puts into the outbox what is told of `event`, if anything is.
  ///
  /// @param number of the event, which has been written, as has the connection's status
  static void tell(
      Tx tx, WorkspaceId workspace, ConnectionId id, long number, ConnectionEvent event)
      throws SQLException {
    Optional<Facts> facts =
        tx.one(ConnectionNews::read, FACTS, workspace, id, number, workspace, id);
    if (facts.isEmpty()) {
      return;
    }
    Facts known = facts.get();
    Optional<WebhookEventType> type =
        WebhookEventType.of(event.type(), known.previous(), known.status());
    if (type.isPresent()) {
      Outbox.append(tx, workspace, type.get(), id, number, event.at(), data(known, event));
    }
  }

  private static Map<String, String> data(Facts facts, ConnectionEvent event) {
    Map<String, String> data = new TreeMap<>();
    data.put(facts.ownerKind(), facts.owner());
    facts.integration().ifPresent(it -> data.put("integration", it));
    data.put("status", facts.status().apiName());
    facts.previous().ifPresent(it -> data.put("previous_status", it.apiName()));
    Optional<String> reason = Optional.ofNullable(event.details().get("reason"));
    reason.ifPresent(it -> data.put("reason", it));
    facts
        .error()
        .filter(error -> reason.equals(Optional.of(error.code())))
        .ifPresent(error -> data.put("turn", error.turn().apiName()));
    return data;
  }

  private static Facts read(Row row) throws SQLException {
    return new Facts(
        status(row.text("status")),
        row.optionalText("previous").map(ConnectionNews::status),
        row.text("owner_kind"),
        row.text("owner"),
        row.optionalText("integration"),
        row.optionalText("last_error_json").map(ConnectionRows::readError));
  }

  private static Status status(String text) {
    return Status.parse(text)
        .orElseThrow(() -> new IllegalStateException("an unknown status is stored"));
  }

  private record Facts(
      Status status,
      Optional<Status> previous,
      String ownerKind,
      String owner,
      Optional<String> integration,
      Optional<LastError> error) {}
}
