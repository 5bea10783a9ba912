package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.Grant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The due grants in SQL.
///
/// "Now" stands in a select of its own wherever it is compared with an indexed column: PostgreSQL
/// then evaluates it once and can look it up in the index.
final class SqlDueGrants implements DueGrants {
  private final Transactions transactions;

  SqlDueGrants(Transactions transactions) {
    this.transactions = transactions;
  }

  static final String CLIENTS =
      """
      WITH oldest AS MATERIALIZED (
        SELECT c.workspace_id, c.id,
          (SELECT min(g.next_refresh_at) FROM grants g
            WHERE g.workspace_id = c.workspace_id AND g.oauth_client_id = c.id
              AND g.next_refresh_at IS NOT NULL AND g.ended = 0) AS since
        FROM oauth_clients c)
      SELECT workspace_id, id, since
      FROM oldest
      WHERE since <= (SELECT {now})
      ORDER BY since
      LIMIT ?
      """;

  @Override
  public List<DueClient> clients(int limit) {
    return transactions.read(tx -> tx.list(SqlDueGrants::client, CLIENTS, limit));
  }

  static final String DUE =
      GrantRows.SELECT
          + """
          WHERE workspace_id = ? AND oauth_client_id = ? AND ended = 0
            AND next_refresh_at IS NOT NULL AND next_refresh_at <= (SELECT {now})
            AND (lease_until IS NULL OR lease_until <= (SELECT {now}))
          ORDER BY next_refresh_at
          LIMIT ?
          {for update skip locked}
          """;

  private static final String HOLD =
      """
      UPDATE grants SET next_refresh_at = (SELECT {now}) + ?
      WHERE workspace_id = ? AND connection_id IN ({elements})
      RETURNING next_refresh_at
      """;

  @Override
  public List<Grant> claim(WorkspaceId workspace, OAuthClientId client, int limit, Duration hold) {
    return transactions.write(
        tx -> {
          List<Grant> due = tx.list(GrantRows::read, DUE, workspace, client, limit);
          return due.isEmpty() ? due : hold(tx, workspace, due, hold);
        });
  }

  private static final String POSTPONE =
      """
      UPDATE grants SET next_refresh_at = ?
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND ended = 0
        AND next_refresh_at IS NOT NULL
      """;

  @Override
  public void postpone(
      WorkspaceId workspace, ConnectionId connection, long version, Instant until) {
    transactions.once(tx -> tx.update(POSTPONE, until, workspace, connection, version));
  }

  /// A grant that has ended has no next time, so nothing but the index is looked at.
  static final String BACKLOG =
      """
      SELECT
        (SELECT count(*) FROM (
          SELECT 1 FROM grants WHERE next_refresh_at <= (SELECT {now}) LIMIT 100000) AS due) AS due,
        (SELECT min(next_refresh_at) FROM grants
          WHERE next_refresh_at <= (SELECT {now})) AS oldest
      """;

  @Override
  public Backlog backlog() {
    return transactions
        .read(
            tx ->
                tx.one(
                    row -> new Backlog(row.number("due"), row.optionalInstant("oldest")), BACKLOG))
        .orElseThrow(() -> new IllegalStateException("no backlog, which indicates a bug"));
  }

  private static List<Grant> hold(Tx tx, WorkspaceId workspace, List<Grant> due, Duration hold)
      throws SQLException {
    String ids = Json.list(due.stream().map(grant -> grant.connection().value()).toList());
    Instant until =
        tx.list(row -> row.instant("next_refresh_at"), HOLD, hold, workspace, ids).getFirst();
    return due.stream().map(grant -> held(grant, until)).toList();
  }

  private static Grant held(Grant grant, Instant until) {
    return new Grant(
        grant.connection(),
        grant.workspace(),
        grant.version(),
        grant.tokens(),
        grant.consentedAt(),
        Optional.of(until),
        grant.failures());
  }

  private static DueClient client(Row row) throws SQLException {
    return new DueClient(row.workspace(), new OAuthClientId(row.text("id")), row.instant("since"));
  }
}
