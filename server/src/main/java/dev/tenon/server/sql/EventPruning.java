package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Removes old events, a few connections at a time: what is kept is never read, so it costs two
/// look-ups a connection.
final class EventPruning {
  private static final Place START = new Place("", "");

  private final Transactions transactions;
  private final AtomicReference<Place> done = new AtomicReference<>(START);

  EventPruning(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String LOOK =
      """
      SELECT c.workspace_id, c.id,
        (SELECT min(e.number) FROM connection_events e
          WHERE e.workspace_id = c.workspace_id AND e.connection_id = c.id) AS oldest,
        (SELECT max(e.number) FROM connection_events e
          WHERE e.workspace_id = c.workspace_id AND e.connection_id = c.id) AS newest
      FROM connections c
      WHERE (c.workspace_id, c.id) > (?, ?)
      ORDER BY c.workspace_id, c.id
      LIMIT ?
      """;

  /// As [dev.tenon.connection.ConnectionStore#pruneEvents] says.
  int prune(Instant before, int keep, int limit) {
    Place from = done.get();
    List<Numbers> looked =
        transactions.read(tx -> tx.list(EventPruning::read, LOOK, from.parts(), limit));
    int kept = Math.max(1, keep);
    int removed = 0;
    for (Numbers numbers : looked) {
      if (numbers.newest() - numbers.oldest() >= kept) {
        removed += remove(numbers, before, numbers.newest() - kept);
      }
    }
    done.set(looked.size() < limit ? START : looked.getLast().place());
    return removed;
  }

  private static final String REMOVE =
      """
      DELETE FROM connection_events
      WHERE workspace_id = ? AND connection_id = ? AND number <= ? AND at < ?
      """;

  private int remove(Numbers numbers, Instant before, long last) {
    return transactions.once(
        tx -> tx.update(REMOVE, numbers.workspace(), numbers.connection(), last, before));
  }

  private static Numbers read(Row row) throws SQLException {
    return new Numbers(
        row.workspace(),
        new ConnectionId(row.text("id")),
        row.number("oldest"),
        row.number("newest"));
  }

  /// The events that a connection has, by their numbers; zeros where it has none.
  private record Numbers(WorkspaceId workspace, ConnectionId connection, long oldest, long newest) {
    Place place() {
      return new Place(workspace.value(), connection.value());
    }
  }

  /// Where in all connections.
  private record Place(String workspace, String connection) {
    List<Object> parts() {
      return List.of(workspace, connection);
    }
  }
}
