package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The events of connections in SQL.
final class ConnectionEvents {
  private ConnectionEvents() {}

  private static final String APPEND =
      """
      INSERT INTO connection_events (workspace_id, connection_id, number, at, type, details_json)
      SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?
      FROM connection_events
      WHERE workspace_id = ? AND connection_id = ?
      """;

  /// Appends `event`. The transaction holds the connection's row, so nobody else is counting.
  static void append(Tx tx, WorkspaceId workspace, ConnectionId id, ConnectionEvent event)
      throws SQLException {
    tx.update(
        APPEND,
        workspace,
        id,
        event.at(),
        event.type(),
        Json.object(event.details()),
        workspace,
        id);
  }

  private static final String LIST =
      """
      SELECT at, type, details_json
      FROM connection_events
      WHERE workspace_id = ? AND connection_id = ? AND at < ?
      ORDER BY at DESC, number DESC
      LIMIT ?
      """;

  static List<ConnectionEvent> list(
      Tx tx, WorkspaceId workspace, ConnectionId id, Optional<Instant> before, int limit)
      throws SQLException {
    long end = before.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    return tx.list(ConnectionEvents::read, LIST, workspace, id, end, limit);
  }

  private static ConnectionEvent read(Row row) throws SQLException {
    return new ConnectionEvent(
        row.instant("at"), row.text("type"), Json.readObject(row.text("details_json")));
  }
}
