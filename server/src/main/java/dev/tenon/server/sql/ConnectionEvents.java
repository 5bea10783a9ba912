package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.RecordedEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The events of connections in SQL.
final class ConnectionEvents {
  private ConnectionEvents() {}

  private static final String APPEND =
      """
      INSERT INTO connection_events (workspace_id, connection_id, number, at, type, details_json,
        status)
      SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?,
        (SELECT status FROM connections WHERE workspace_id = ? AND id = ?)
      FROM connection_events
      WHERE workspace_id = ? AND connection_id = ?
      RETURNING number, CASE WHEN EXISTS (
        SELECT 1 FROM webhook_endpoints e WHERE e.workspace_id = connection_events.workspace_id)
        THEN 1 ELSE 0 END AS heard
      """;

  /// Appends `event`, and tells those who listen. The transaction holds the connection's row, so
  /// nobody else is counting; its status has been written.
  static void append(Tx tx, WorkspaceId workspace, ConnectionId id, ConnectionEvent event)
      throws SQLException {
    Appended appended =
        tx.one(
                row -> new Appended(row.number("number"), row.flag("heard")),
                APPEND,
                workspace,
                id,
                event.at(),
                event.type(),
                Json.object(event.details()),
                workspace,
                id,
                workspace,
                id)
            .orElseThrow(() -> new IllegalStateException("no event written: indicates a bug"));
    if (appended.heard()) {
      ConnectionNews.tell(tx, workspace, id, appended.number(), event);
    }
  }

  private static final String LIST =
      """
      SELECT number, at, type, details_json
      FROM connection_events
      WHERE workspace_id = ? AND connection_id = ? AND number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  static List<RecordedEvent> list(
      Tx tx, WorkspaceId workspace, ConnectionId id, Optional<Long> before, int limit)
      throws SQLException {
    long end = before.orElse(Long.MAX_VALUE);
    return tx.list(ConnectionEvents::read, LIST, workspace, id, end, limit);
  }

  private static RecordedEvent read(Row row) throws SQLException {
    return new RecordedEvent(
        row.number("number"),
        new ConnectionEvent(
            row.instant("at"), row.text("type"), Json.readObject(row.text("details_json"))));
  }

  /// @param heard whether the workspace has webhooks
  private record Appended(long number, boolean heard) {}
}
