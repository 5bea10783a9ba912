package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The plans of grants in SQL.
final class SqlGrantPlans implements GrantPlans {
  private static final int BATCH = 250;

  private final Transactions transactions;

  SqlGrantPlans(Transactions transactions) {
    this.transactions = transactions;
  }

  static final String UNPLANNED =
      """
      SELECT workspace_id, connection_id, version
      FROM grants
      WHERE ended = 0 AND (planned_version IS NULL OR planned_version <> version)
      ORDER BY workspace_id, connection_id
      LIMIT ?
      """;

  @Override
  public List<Unplanned> unplanned(int limit) {
    return transactions.read(
        tx ->
            tx.list(
                row -> new Unplanned(row.workspace(), connection(row), row.number("version")),
                UNPLANNED,
                limit));
  }

  /// A node of the first schema says nothing of the OAuth client, so it is filled in here.
  private static final String PLAN =
      """
      UPDATE grants
      SET next_refresh_at = CASE WHEN failures > 0 THEN coalesce(next_refresh_at, ?) ELSE ? END,
        ends_at = ?, planned_version = version,
        told_stage = CASE WHEN told_end < ? THEN 0 ELSE told_stage END,
        oauth_client_id = coalesce(oauth_client_id, (
          SELECT c.oauth_client_id FROM connections c WHERE c.workspace_id = ? AND c.id = ?))
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND ended = 0
        AND (lease_until IS NULL OR lease_until <= {now})
      """;

  @Override
  public boolean plan(
      WorkspaceId workspace, ConnectionId connection, long version, GrantPlan plan) {
    return transactions.once(
        tx ->
            tx.update(
                    PLAN,
                    plan.nextRefreshAt(),
                    plan.nextRefreshAt(),
                    plan.endsAt(),
                    plan.endsAt(),
                    workspace,
                    connection,
                    workspace,
                    connection,
                    version)
                == 1);
  }

  static final String OF_CLIENT =
      """
      SELECT id, owner_kind, owner
      FROM connections
      WHERE workspace_id = ? AND oauth_client_id = ? AND status <> 'revoked'
        AND (owner_kind, owner) > (?, ?)
      ORDER BY owner_kind, owner
      LIMIT ?
      """;

  private static final String REPLAN =
      """
      UPDATE grants SET planned_version = NULL
      WHERE workspace_id = ? AND connection_id IN ({elements}) AND planned_version IS NOT NULL
      """;

  /// Looks the connections up, because an older node leaves the OAuth client out of the grant.
  @Override
  public void replan(WorkspaceId workspace, OAuthClientId client) {
    Optional<Place> place = Optional.of(new Place("", ""));
    while (place.isPresent()) {
      Place after = place.get();
      place = transactions.write(tx -> replan(tx, workspace, client, after));
    }
  }

  static final String ENDING =
      """
      SELECT workspace_id, connection_id, version, ends_at
      FROM grants
      WHERE told_stage = ? AND ended = 0 AND planned_version = version AND ends_at < ?
      ORDER BY ends_at
      LIMIT ?
      """;

  /// One look at the index for each stage that was told, so that what was told at a later one costs
  /// nothing.
  @Override
  public List<Ending> ending(Instant before, int stage, int limit) {
    List<Ending> all = new ArrayList<>();
    for (int i = 0; i < stage; i++) {
      int told = i;
      all.addAll(
          transactions.read(tx -> tx.list(SqlGrantPlans::ending, ENDING, told, before, limit)));
    }
    return all.stream().sorted(Comparator.comparing(Ending::endsAt)).limit(limit).toList();
  }

  private static final String LOCK_CONNECTION =
      """
      SELECT 1 FROM connections WHERE workspace_id = ? AND id = ? {for update}
      """;

  private static final String TELL =
      """
      UPDATE grants SET told_stage = ?, told_end = ends_at
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND ended = 0 AND ends_at = ?
        AND told_stage < ?
      """;

  @Override
  public boolean tell(Ending ending, int stage, ConnectionEvent event) {
    return transactions.write(
        tx -> {
          boolean told =
              tx.exists(LOCK_CONNECTION, ending.workspace(), ending.connection())
                  && tx.update(
                          TELL,
                          stage,
                          ending.workspace(),
                          ending.connection(),
                          ending.version(),
                          ending.endsAt(),
                          stage)
                      == 1;
          if (told) {
            ConnectionEvents.append(tx, ending.workspace(), ending.connection(), event);
          } else {
            tx.undo();
          }
          return told;
        });
  }

  private static final String OUTLOOKS =
      """
      SELECT connection_id, version, failures,
        CASE WHEN planned_version = version AND ended = 0 THEN ends_at END AS ends_at
      FROM grants
      WHERE workspace_id = ? AND connection_id IN ({elements})
      """;

  @Override
  public Map<ConnectionId, Outlook> outlooks(WorkspaceId workspace, Set<ConnectionId> connections) {
    String ids = Json.list(connections.stream().map(ConnectionId::value).toList());
    Map<ConnectionId, Outlook> outlooks = new HashMap<>();
    transactions.read(
        tx ->
            tx.list(
                row ->
                    outlooks.put(
                        connection(row),
                        new Outlook(
                            row.number("version"),
                            row.count("failures"),
                            row.optionalInstant("ends_at"))),
                OUTLOOKS,
                workspace,
                ids));
    return outlooks;
  }

  /// Makes the grants behind `after` unplanned; where the next ones begin.
  private static Optional<Place> replan(
      Tx tx, WorkspaceId workspace, OAuthClientId client, Place after) throws SQLException {
    List<Found> found =
        tx.list(
            row -> new Found(row.text("id"), new Place(row.text("owner_kind"), row.text("owner"))),
            OF_CLIENT,
            workspace,
            client,
            after.kind(),
            after.owner(),
            BATCH);
    tx.update(REPLAN, workspace, Json.list(found.stream().map(Found::id).toList()));
    return found.size() < BATCH ? Optional.empty() : Optional.of(found.getLast().place());
  }

  private static Ending ending(Row row) throws SQLException {
    return new Ending(
        row.workspace(), connection(row), row.number("version"), row.instant("ends_at"));
  }

  private static ConnectionId connection(Row row) throws SQLException {
    return new ConnectionId(row.text("connection_id"));
  }

  /// Where in the owners of an OAuth client's connections.
  private record Place(String kind, String owner) {}

  private record Found(String id, Place place) {}
}
