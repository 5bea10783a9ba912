package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.overview.Holdings;
import dev.tenon.workspace.Retention.Kind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What workspaces have kept, in SQL.
final class SqlHoldings implements Holdings {
  private static final int FIRST_MADE = 500;
  private static final int CONNECTIONS = 1_000;
  private static final int PAGES = 10;

  private final Transactions transactions;
  private final int alwaysKept;

  /// @param alwaysKept how many events of a connection stay, however old they are
  SqlHoldings(Transactions transactions, int alwaysKept) {
    this.transactions = transactions;
    this.alwaysKept = alwaysKept;
  }

  private static final String OLDEST_CONNECTION_EVENT =
      """
      SELECT min(o.at) AS at
      FROM (
        SELECT (
          SELECT e.at FROM connection_events e
          WHERE e.workspace_id = c.workspace_id AND e.connection_id = c.id
          ORDER BY e.number
          LIMIT 1) AS at
        FROM connections c
        WHERE c.workspace_id = ?
        ORDER BY c.created_at, c.id
        LIMIT ?) o
      """;

  private static final String OLDEST_WEBHOOK_EVENT =
      """
      SELECT min(at) AS at FROM webhook_events WHERE workspace_id = ?
      """;

  private static final String OLDEST_HOUR =
      """
      SELECT min(hour) AS at FROM refresh_tallies WHERE workspace_id = ?
      """;

  private static final String OLDEST_ENTRY =
      """
      SELECT at FROM audit_events WHERE workspace_id = ? ORDER BY number LIMIT 1
      """;

  @Override
  public Optional<Instant> oldest(WorkspaceId workspace, Kind kind) {
    return switch (kind) {
      case CONNECTION_EVENTS -> oldest(OLDEST_CONNECTION_EVENT, workspace, FIRST_MADE);
      case WEBHOOK_EVENTS -> oldest(OLDEST_WEBHOOK_EVENT, workspace);
      case STATISTICS -> oldest(OLDEST_HOUR, workspace);
      case AUDIT -> oldest(OLDEST_ENTRY, workspace);
    };
  }

  private Optional<Instant> oldest(String sql, Object... parameters) {
    return transactions
        .read(tx -> tx.list(row -> row.optionalInstant("at"), sql, parameters))
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static final String WEBHOOK_EVENTS_OLDER =
      """
      SELECT count(*) AS older
      FROM (SELECT 1 AS one FROM webhook_events WHERE workspace_id = ? AND at < ? LIMIT ?) o
      """;

  private static final String HOURS_OLDER =
      """
      SELECT count(*) AS older
      FROM (
        SELECT DISTINCT hour FROM refresh_tallies WHERE workspace_id = ? AND hour < ? LIMIT ?) o
      """;

  /// Entries stand in the order of time, so that those behind the first ones need no look.
  private static final String ENTRIES_OLDER =
      """
      SELECT count(*) AS older
      FROM (SELECT at FROM audit_events WHERE workspace_id = ? ORDER BY number LIMIT ?) o
      WHERE o.at < ?
      """;

  @Override
  public Amount older(WorkspaceId workspace, Kind kind, Instant before) {
    int most = Amount.MOST + 1;
    return switch (kind) {
      case CONNECTION_EVENTS -> connectionEvents(workspace, before);
      case WEBHOOK_EVENTS -> counted(WEBHOOK_EVENTS_OLDER, workspace, before, most);
      case STATISTICS -> counted(HOURS_OLDER, workspace, before, most);
      case AUDIT -> counted(ENTRIES_OLDER, workspace, most, before);
    };
  }

  private Amount counted(String sql, Object... parameters) {
    return amount(
        transactions
            .read(tx -> tx.one(row -> row.number("older"), sql, parameters))
            .orElseThrow(() -> new IllegalStateException("no count: indicates a bug")));
  }

  private static Amount amount(long count) {
    return new Amount(Math.min(count, Amount.MOST), count > Amount.MOST);
  }

  private static final String CONNECTIONS_BEHIND =
      """
      SELECT c.id,
        (SELECT min(e.number) FROM connection_events e
          WHERE e.workspace_id = c.workspace_id AND e.connection_id = c.id) AS oldest,
        (SELECT max(e.number) FROM connection_events e
          WHERE e.workspace_id = c.workspace_id AND e.connection_id = c.id) AS newest
      FROM connections c
      WHERE c.workspace_id = ? AND c.id > ?
      ORDER BY c.id
      LIMIT ?
      """;

  private Amount connectionEvents(WorkspaceId workspace, Instant before) {
    long count = 0;
    String after = "";
    for (int i = 0; i < PAGES; i++) {
      String from = after;
      List<Numbers> page =
          transactions.read(
              tx ->
                  tx.list(SqlHoldings::numbers, CONNECTIONS_BEHIND, workspace, from, CONNECTIONS));
      for (Numbers each : page) {
        if (each.newest() - each.oldest() >= alwaysKept) {
          count += older(workspace, each, before);
        }
        if (count > Amount.MOST) {
          return amount(count);
        }
      }
      if (page.size() < CONNECTIONS) {
        return amount(count);
      }
      after = page.getLast().id();
    }
    return new Amount(count, true);
  }

  private static final String FIRST_YOUNG =
      """
      SELECT number
      FROM connection_events
      WHERE workspace_id = ? AND connection_id = ? AND number >= ? AND number <= ? AND at >= ?
      ORDER BY number
      LIMIT 1
      """;

  /// Reads no further than to the first event that is young enough.
  private long older(WorkspaceId workspace, Numbers its, Instant before) {
    long last = Math.min(its.newest() - alwaysKept, its.oldest() + Amount.MOST);
    return transactions
            .read(
                tx ->
                    tx.one(
                        row -> row.number("number"),
                        FIRST_YOUNG,
                        workspace,
                        its.id(),
                        its.oldest(),
                        last,
                        before))
            .orElse(last + 1)
        - its.oldest();
  }

  private static Numbers numbers(Row row) throws SQLException {
    return new Numbers(row.text("id"), row.number("oldest"), row.number("newest"));
  }

  /// The events that a connection has, by their numbers; zeros where it has none.
  private record Numbers(String id, long oldest, long newest) {}
}
