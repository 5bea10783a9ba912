package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.DueGrants;
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

  /// Only the grants are locked. What is connected anew between the look and the lock has no next
  /// time and is left out, so that a grant does not come with its connection as it was before.
  static final String DUE =
      """
      SELECT g.workspace_id, g.connection_id, g.version, g.access_token, g.token_type, g.scope,
        g.expires_at, g.received_at, g.refresh_token, g.refresh_verifier, g.refresh_issued_at,
        g.refresh_expires_at, g.consented_at, g.failures, c.id, c.oauth_client_id, c.owner_kind,
        c.owner, c.status, c.account_json, c.scopes, c.organizations_json, c.values_json,
        c.created_at, c.last_refreshed_at, c.last_error_json,
        (SELECT {now}) + ? AS next_refresh_at
      FROM grants g
      JOIN connections c ON c.workspace_id = g.workspace_id AND c.id = g.connection_id
      WHERE g.workspace_id = ? AND g.oauth_client_id = ? AND g.ended = 0
        AND g.next_refresh_at IS NOT NULL AND g.next_refresh_at <= (SELECT {now})
        AND (g.lease_until IS NULL OR g.lease_until <= (SELECT {now}))
      ORDER BY g.next_refresh_at
      LIMIT ?
      {for update of g skip locked}
      """;

  private static final String HOLD =
      """
      UPDATE grants SET next_refresh_at = ?
      WHERE workspace_id = ? AND connection_id IN ({elements})
      """;

  @Override
  public List<DueGrant> claim(
      WorkspaceId workspace, OAuthClientId client, int limit, Duration hold) {
    return transactions.write(
        tx -> {
          List<DueGrant> due = tx.list(SqlDueGrants::due, DUE, hold, workspace, client, limit);
          if (!due.isEmpty()) {
            hold(tx, workspace, due);
          }
          return due;
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

  /// Puts off the next times until that with which the grants were read, the same for all.
  private static void hold(Tx tx, WorkspaceId workspace, List<DueGrant> due) throws SQLException {
    Optional<Instant> until = due.getFirst().grant().nextRefreshAt();
    List<String> ids = due.stream().map(it -> it.connection().id().value()).toList();
    tx.update(HOLD, until, workspace, Json.list(ids));
  }

  private static DueGrant due(Row row) throws SQLException {
    return new DueGrant(ConnectionRows.read(row), GrantRows.read(row));
  }

  private static DueClient client(Row row) throws SQLException {
    return new DueClient(row.workspace(), new OAuthClientId(row.text("id")), row.instant("since"));
  }
}
