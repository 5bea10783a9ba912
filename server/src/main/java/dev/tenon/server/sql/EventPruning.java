package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.workspace.Retention;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Removes old events, a few connections at a time: what is kept is never read, so it costs two
/// look-ups a connection.
final class EventPruning {
  private static final Place START = new Place("", "");
  private static final long AT_ONCE = 1_000;

  private final Transactions transactions;
  private final AtomicReference<Place> done = new AtomicReference<>(START);

  EventPruning(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String LOOK =
      """
      SELECT c.workspace_id, c.id, coalesce(r.connection_events_days, ?) AS days,
        (SELECT min(e.number) FROM connection_events e
          WHERE e.workspace_id = c.workspace_id AND e.connection_id = c.id) AS oldest,
        (SELECT max(e.number) FROM connection_events e
          WHERE e.workspace_id = c.workspace_id AND e.connection_id = c.id) AS newest
      FROM connections c
      LEFT JOIN workspace_retention r ON r.workspace_id = c.workspace_id
      WHERE (c.workspace_id, c.id) > (?, ?)
      ORDER BY c.workspace_id, c.id
      LIMIT ?
      """;

  /// As [dev.tenon.connection.ConnectionStore#pruneEvents] says.
  int prune(Instant now, int keep, int limit) {
    Place from = done.get();
    int days = Retention.standard().connectionEventsDays();
    List<Numbers> looked =
        transactions.read(tx -> tx.list(EventPruning::read, LOOK, days, from.parts(), limit));
    int kept = Math.max(1, keep);
    int removed = 0;
    for (Numbers numbers : looked) {
      if (numbers.newest() - numbers.oldest() >= kept) {
        Instant before = now.minus(Duration.ofDays(numbers.days()));
        removed += remove(numbers, before, numbers.newest() - kept);
      }
    }
    done.set(looked.size() < limit ? START : looked.getLast().place());
    return removed;
  }

  private static final String REMOVE =
      """
      DELETE FROM connection_events
      WHERE workspace_id = ? AND connection_id = ? AND number >= ? AND number <= ? AND at < ?
      """;

  /// A thousand at a time, up to where nothing is old.
  private int remove(Numbers numbers, Instant before, long last) {
    int removed = 0;
    for (long from = numbers.oldest(); from <= last; from += AT_ONCE) {
      List<Object> part =
          List.of(
              numbers.workspace(), numbers.connection(), from, Math.min(last, from + AT_ONCE - 1));
      int rows = transactions.once(tx -> tx.update(REMOVE, part, before));
      if (rows == 0) {
        break;
      }
      removed += rows;
    }
    return removed;
  }

  private static Numbers read(Row row) throws SQLException {
    return new Numbers(
        row.workspace(),
        new ConnectionId(row.text("id")),
        row.number("days"),
        row.number("oldest"),
        row.number("newest"));
  }

  /// The events that a connection has, by their numbers; zeros where it has none.
  ///
  /// @param days for which its workspace keeps them
  private record Numbers(
      WorkspaceId workspace, ConnectionId connection, long days, long oldest, long newest) {
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
