package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Status;
import dev.tenon.overview.Overviews;
import dev.tenon.token.RefreshOutcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// How workspaces stand, in SQL.
final class SqlOverviews implements Overviews {
  private final Transactions transactions;

  SqlOverviews(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String STANDINGS =
      """
      SELECT n.oauth_client_id, n.status, n.connections, c.name
      FROM (
        SELECT oauth_client_id, status, count(*) AS connections
        FROM connections
        WHERE workspace_id = ?
        GROUP BY oauth_client_id, status) n
      LEFT JOIN oauth_clients c ON c.workspace_id = ? AND c.id = n.oauth_client_id
      ORDER BY c.name, n.status
      """;

  @Override
  public List<Standing> standings(WorkspaceId workspace) {
    return transactions.read(
        tx -> tx.list(SqlOverviews::standing, STANDINGS, workspace, workspace));
  }

  private static final String REFRESHES =
      """
      SELECT hour, outcome, refreshes
      FROM refresh_tallies
      WHERE workspace_id = ? AND hour >= ?
      ORDER BY hour, outcome
      """;

  @Override
  public List<Hour> refreshes(WorkspaceId workspace, Instant from) {
    return transactions.read(tx -> tx.list(SqlOverviews::hour, REFRESHES, workspace, from));
  }

  private static final String ADD =
      """
      INSERT INTO refresh_tallies (workspace_id, hour, outcome, refreshes)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (workspace_id, hour, outcome)
      DO UPDATE SET refreshes = refresh_tallies.refreshes + excluded.refreshes
      """;

  @Override
  public void addRefreshes(List<Tally> tallies) {
    transactions.write(
        tx -> {
          // In one order, so that nodes which add at once wait for each other and do not collide.
          for (Tally it : tallies.stream().sorted(SqlOverviews::compare).toList()) {
            tx.update(ADD, it.workspace(), it.hour(), it.outcome().metricName(), it.count());
          }
          return tallies;
        });
  }

  private static int compare(Tally one, Tally other) {
    return key(one).compareTo(key(other));
  }

  private static String key(Tally it) {
    return it.workspace() + " " + it.hour() + " " + it.outcome();
  }

  private static final String PRUNE =
      """
      DELETE FROM refresh_tallies
      WHERE workspace_id = ? AND (hour, outcome) IN (
        SELECT hour, outcome FROM refresh_tallies
        WHERE workspace_id = ? AND hour < ?
        ORDER BY hour
        LIMIT ?)
      """;

  @Override
  public int pruneRefreshes(WorkspaceId workspace, Instant before, int limit) {
    return transactions.once(tx -> tx.update(PRUNE, workspace, workspace, before, limit));
  }

  private static final String SECRETS_ENDING =
      """
      SELECT s.workspace_id, s.id, s.oauth_client_id, s.last_four, s.expires_at, c.name
      FROM oauth_client_secrets s
      JOIN oauth_clients c ON c.workspace_id = s.workspace_id AND c.id = s.oauth_client_id
      WHERE s.workspace_id = ? AND s.expires_at < ?
      ORDER BY s.expires_at, s.id
      LIMIT ?
      """;

  @Override
  public List<Expiring> secretsEnding(WorkspaceId workspace, Instant before, int limit) {
    return transactions.read(
        tx -> tx.list(SqlExpiringSecrets::read, SECRETS_ENDING, workspace, before, limit));
  }

  static final String GRANTS_ENDING =
      """
      SELECT g.connection_id, g.ends_at, o.name, c.owner_kind, c.owner
      FROM grants g
      JOIN connections c ON c.workspace_id = g.workspace_id AND c.id = g.connection_id
      JOIN oauth_clients o ON o.workspace_id = c.workspace_id AND o.id = c.oauth_client_id
      WHERE g.workspace_id = ? AND g.ended = 0 AND g.planned_version = g.version
        AND g.ends_at IS NOT NULL AND g.ends_at < ?
      ORDER BY g.ends_at, g.connection_id
      LIMIT ?
      """;

  @Override
  public List<GrantEnding> grantsEnding(WorkspaceId workspace, Instant before, int limit) {
    return transactions.read(
        tx -> tx.list(SqlOverviews::ending, GRANTS_ENDING, workspace, before, limit));
  }

  private static final String REJECTED =
      """
      SELECT c.name, c.rejected_at, c.rejected_message
      FROM oauth_clients c
      LEFT JOIN oauth_clients l
        ON l.workspace_id = c.lender_workspace_id AND l.id = c.lender_client_id AND l.lent = 1
      WHERE c.workspace_id = ? AND c.rejected_at IS NOT NULL
        AND c.rejected_version = c.version + coalesce(l.version, 0)
      ORDER BY c.rejected_at, c.name
      """;

  @Override
  public List<Rejected> rejectedClients(WorkspaceId workspace) {
    return transactions.read(tx -> tx.list(SqlOverviews::rejected, REJECTED, workspace));
  }

  private static Standing standing(Row row) throws SQLException {
    return new Standing(
        new OAuthClientId(row.text("oauth_client_id")),
        row.optionalText("name").map(IntegrationName::new),
        Status.parse(row.text("status"))
            .orElseThrow(() -> new IllegalStateException("an unknown status is stored")),
        row.number("connections"));
  }

  private static Hour hour(Row row) throws SQLException {
    return new Hour(
        row.instant("hour"),
        RefreshOutcome.valueOf(row.text("outcome").toUpperCase(Locale.ROOT)),
        row.number("refreshes"));
  }

  private static GrantEnding ending(Row row) throws SQLException {
    return new GrantEnding(
        new ConnectionId(row.text("connection_id")),
        new IntegrationName(row.text("name")),
        ConnectionRows.owner(row.text("owner_kind"), row.text("owner")),
        row.instant("ends_at"));
  }

  private static Rejected rejected(Row row) throws SQLException {
    return new Rejected(
        new IntegrationName(row.text("name")),
        row.instant("rejected_at"),
        row.optionalText("rejected_message").orElse(""));
  }
}
