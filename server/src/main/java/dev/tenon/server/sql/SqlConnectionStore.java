package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Grant;
import dev.tenon.connection.Organization;
import dev.tenon.connection.Owner;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.connection.Status;
import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connections in SQL.
final class SqlConnectionStore implements ConnectionStore {
  private final Transactions transactions;
  private final EventPruning pruning;
  private final ConnectionSearch search;

  SqlConnectionStore(Transactions transactions) {
    this.transactions = transactions;
    this.pruning = new EventPruning(transactions);
    this.search = new ConnectionSearch(transactions);
  }

  private static final String FIND =
      ConnectionRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.id = ?
          """;

  @Override
  public Optional<Connection> find(WorkspaceId workspace, ConnectionId id) {
    return transactions.read(tx -> tx.one(ConnectionRows::read, FIND, workspace, id));
  }

  private static final String FIND_BY_OWNER =
      ConnectionRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.oauth_client_id = ? AND c.owner_kind = ? AND c.owner = ?
            AND c.status <> 'revoked'
          """;

  @Override
  public Optional<Connection> find(WorkspaceId workspace, OAuthClientId client, Owner owner) {
    return transactions.read(tx -> find(tx, workspace, client, owner));
  }

  private static final String HELD_BY =
      ConnectionRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.owner_kind = ? AND c.owner = ? AND c.status <> 'revoked'
          """;

  @Override
  public List<Connection> heldBy(WorkspaceId workspace, Owner owner) {
    return transactions.read(
        tx ->
            tx.list(
                ConnectionRows::read,
                HELD_BY,
                workspace,
                ConnectionRows.kind(owner),
                ConnectionRows.name(owner)));
  }

  private static final String COUNT_BY_STATUS =
      """
      SELECT status, count(*) AS connections
      FROM connections
      WHERE workspace_id = ? AND oauth_client_id = ?
      GROUP BY status
      """;

  @Override
  public Map<Status, Integer> countByStatus(WorkspaceId workspace, OAuthClientId client) {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    transactions
        .read(
            tx ->
                tx.list(
                    row -> Map.entry(row.text("status"), row.count("connections")),
                    COUNT_BY_STATUS,
                    workspace,
                    client))
        .forEach(
            it -> Status.parse(it.getKey()).ifPresent(status -> counts.put(status, it.getValue())));
    return counts;
  }

  @Override
  public List<Connection> list(
      WorkspaceId workspace, ConnectionFilter filter, Optional<ConnectionId> after, int limit) {
    return search.list(workspace, filter, after, limit);
  }

  @Override
  public List<Connection> search(
      WorkspaceId workspace, String text, ConnectionFilter filter, int limit) {
    return search.search(workspace, text, filter, limit);
  }

  @Override
  public int fillWords(int limit) {
    return WordRows.fill(transactions, limit);
  }

  @Override
  public ConnectResult connect(
      Connection connection,
      Grant grant,
      Optional<String> pending,
      ConnectionEvent event,
      AuditEvent audit) {
    return transactions.write(
        tx -> {
          ConnectResult result = ConnectionWrites.connect(tx, connection, grant, pending);
          if (result == ConnectResult.CONNECTED) {
            if (grant.version() > 1) {
              tx.takesAway();
            }
            finish(tx, connection.workspace(), connection.id(), event);
            SqlAuditLog.append(tx, audit);
          } else {
            tx.undo();
          }
          return result;
        });
  }

  @Override
  public List<Integer> connectAll(List<NewConnection> arrivals) {
    return transactions.write(
        tx -> {
          for (int i = 0; i < arrivals.size(); i++) {
            NewConnection each = arrivals.get(i);
            Connection connection = each.connection();
            if (ConnectionWrites.connect(tx, connection, each.grant(), Optional.empty())
                != ConnectResult.CONNECTED) {
              tx.undo();
              return List.of(i);
            }
            if (each.grant().version() > 1) {
              tx.takesAway();
            }
            finish(tx, connection.workspace(), connection.id(), each.event());
          }
          for (NewConnection each : arrivals) {
            SqlAuditLog.append(tx, each.audit());
          }
          return List.of();
        });
  }

  @Override
  public Connection createPending(Connection connection, ConnectionEvent event, AuditEvent audit) {
    return transactions.write(
        tx -> {
          if (ConnectionWrites.insert(tx, connection)) {
            finish(tx, connection.workspace(), connection.id(), event);
            SqlAuditLog.append(tx, audit);
            return connection;
          }
          tx.undo();
          return find(tx, connection.workspace(), connection.oauthClient(), connection.owner())
              .orElseThrow(() -> new IllegalStateException("its id is another's: indicates a bug"));
        });
  }

  @Override
  public boolean revoke(
      WorkspaceId workspace,
      ConnectionId id,
      String reason,
      ConnectionEvent event,
      AuditEvent audit) {
    return transactions.write(
        tx -> {
          boolean revoked = ConnectionWrites.revoke(tx, workspace, id, reason, audit.at());
          if (revoked) {
            tx.takesAway();
            finish(tx, workspace, id, event);
            SqlAuditLog.append(tx, audit);
          } else {
            tx.undo();
          }
          return revoked;
        });
  }

  @Override
  public void forgetTokens(WorkspaceId workspace, ConnectionId id, ConnectionEvent event) {
    transactions.write(
        tx -> {
          boolean forgotten = ConnectionWrites.forgetTokens(tx, workspace, id);
          if (forgotten) {
            finish(tx, workspace, id, event);
          } else {
            tx.undo();
          }
          return forgotten;
        });
  }

  private static final String NOT_REVOKED_AT_PROVIDER =
      """
      SELECT c.workspace_id, c.id, c.oauth_client_id, c.owner_kind, c.owner, c.status,
        c.account_json, c.scopes, c.organizations_json, c.values_json, c.created_at,
        c.last_refreshed_at, c.last_error_json, g.next_refresh_at
      FROM grants g
      JOIN connections c ON c.workspace_id = g.workspace_id AND c.id = g.connection_id
      WHERE g.ended = 2
      ORDER BY c.revoked_at
      LIMIT ?
      """;

  @Override
  public List<Connection> notRevokedAtProvider(int limit) {
    return transactions.read(tx -> tx.list(ConnectionRows::read, NOT_REVOKED_AT_PROVIDER, limit));
  }

  private static final String SET_ORGANIZATIONS =
      """
      UPDATE connections SET organizations_json = ? WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public void setOrganizations(
      WorkspaceId workspace, ConnectionId id, List<Organization> organizations) {
    transactions.write(
        tx -> {
          tx.changed(new Change.ConnectionChanged(workspace, id.value()));
          String json = ConnectionRows.organizations(organizations);
          return tx.update(SET_ORGANIZATIONS, json, workspace, id);
        });
  }

  @Override
  public List<RecordedEvent> events(
      WorkspaceId workspace, ConnectionId id, Optional<Long> before, int limit) {
    return transactions.read(tx -> ConnectionEvents.list(tx, workspace, id, before, limit));
  }

  @Override
  public int pruneEvents(Instant now, int keep, int limit) {
    return pruning.prune(now, keep, limit);
  }

  private static Optional<Connection> find(
      Tx tx, WorkspaceId workspace, OAuthClientId client, Owner owner) throws SQLException {
    return tx.one(
        ConnectionRows::read,
        FIND_BY_OWNER,
        workspace,
        client,
        ConnectionRows.kind(owner),
        ConnectionRows.name(owner));
  }

  private static void finish(Tx tx, WorkspaceId workspace, ConnectionId id, ConnectionEvent event)
      throws SQLException {
    ConnectionEvents.append(tx, workspace, id, event);
    tx.changed(new Change.ConnectionChanged(workspace, id.value()));
  }
}
