package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import dev.tenon.server.sql.BulkCommits.Leased;
import dev.tenon.server.sql.RefreshedConnections.Refreshed;
import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The grants in SQL: who refreshes is decided in [GrantLeases], what came of it is written here.
final class SqlGrantStore implements GrantStore {
  private final Transactions transactions;
  private final GrantLeases leases;
  private final Bulk<Leased, CommitResult> commits;

  SqlGrantStore(Transactions transactions) {
    this.transactions = transactions;
    this.leases = new GrantLeases(transactions);
    this.commits = transactions.bulk(BulkCommits::write);
  }

  private static final String FIND =
      GrantRows.SELECT
          + """
          WHERE workspace_id = ? AND connection_id = ?
          """;

  @Override
  public Optional<Grant> find(WorkspaceId workspace, ConnectionId connection) {
    return transactions.read(tx -> find(tx, workspace, connection));
  }

  @Override
  public LeaseResult lease(LeaseRequest request) {
    return leases.take(request);
  }

  @Override
  public int abandon(String owner) {
    return leases.abandon(owner);
  }

  @Override
  public void release(Lease lease) {
    leases.release(lease);
  }

  private static final String REPLACE_TOKENS =
      """
      UPDATE grants
      SET version = version + 1, access_token = ?, token_type = ?, scope = ?, expires_at = ?,
        received_at = ?, refresh_token = ?, refresh_verifier = ?, refresh_issued_at = ?,
        refresh_expires_at = ?, next_refresh_at = ?, ends_at = ?, planned_version = version + 1,
        told_stage = CASE WHEN told_end < ? THEN 0 ELSE told_stage END,
        oauth_client_id = coalesce(?, oauth_client_id), failures = 0, ended = 0,
        lease_owner = NULL, lease_until = NULL, attempt_id = NULL, attempt_token = NULL,
        attempt_started_at = NULL, replaced_id = NULL, replaced_token = NULL,
        replaced_started_at = NULL
      """;

  private static final String COMMIT =
      REPLACE_TOKENS
          + """
          WHERE workspace_id = ? AND connection_id = ? AND version = ? AND fence = ?
            AND lease_until IS NOT NULL
          RETURNING consented_at
          """;

  @Override
  public CommitResult commit(
      Lease lease, GrantTokens tokens, GrantPlan plan, ConnectionEvent event) {
    RefreshAnswer answer =
        new RefreshAnswer(
            lease.workspace(), lease.connection(), lease.version(), tokens, plan, event);
    return commits
        .run(new Leased(lease, answer))
        .orElseGet(() -> write(answer, COMMIT, List.of(lease.version(), lease.fence())));
  }

  private static final String ADOPT =
      REPLACE_TOKENS
          + """
            , fence = fence + 1
          WHERE workspace_id = ? AND connection_id = ? AND version = ? AND ended <> 2
          RETURNING consented_at
          """;

  @Override
  public CommitResult adopt(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      GrantTokens tokens,
      GrantPlan plan,
      ConnectionEvent event) {
    RefreshAnswer answer = new RefreshAnswer(workspace, connection, version, tokens, plan, event);
    return write(answer, ADOPT, List.of(version));
  }

  private CommitResult write(RefreshAnswer answer, String sql, List<Object> expected) {
    return transactions.write(tx -> write(tx, answer, sql, expected));
  }

  private static CommitResult write(Tx tx, RefreshAnswer answer, String sql, List<Object> expected)
      throws SQLException {
    Optional<Refreshed> connection =
        RefreshedConnections.write(tx, answer.workspace(), answer.connection(), answer.tokens());
    Optional<Instant> consentedAt =
        tx.one(
            row -> row.instant("consented_at"),
            sql,
            TokenColumns.values(answer.tokens()),
            answer.plan().nextRefreshAt(),
            answer.plan().endsAt(),
            answer.plan().endsAt(),
            connection.map(Refreshed::client),
            answer.workspace(),
            answer.connection(),
            expected);
    if (consentedAt.isEmpty()) {
      tx.undo();
      return new CommitResult.FencedOut(find(tx, answer.workspace(), answer.connection()));
    }
    append(tx, answer.workspace(), answer.connection(), answer.event());
    if (connection.filter(Refreshed::hadFailed).isPresent()) {
      ConnectionEvents.append(tx, answer.workspace(), answer.connection(), answer.recovered());
    }
    return new CommitResult.Committed(answer.grant(consentedAt.get()));
  }

  private static final String FAIL =
      """
      UPDATE grants
      SET failures = failures + 1, ended = ?,
        next_refresh_at = CASE WHEN ? = 1 THEN NULL ELSE coalesce(?, next_refresh_at) END,
        lease_owner = NULL, lease_until = NULL, attempt_id = replaced_id,
        attempt_token = replaced_token, attempt_started_at = replaced_started_at,
        replaced_id = NULL, replaced_token = NULL, replaced_started_at = NULL
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND fence = ?
        AND lease_until IS NOT NULL
      """;

  @Override
  public boolean fail(Lease lease, Failure failure, ConnectionEvent event) {
    return fail(FAIL, lease, failure, event);
  }

  private static final String FAIL_AMBIGUOUSLY =
      """
      UPDATE grants
      SET failures = failures + 1, ended = ?,
        next_refresh_at = CASE WHEN ? = 1 THEN NULL ELSE coalesce(?, next_refresh_at) END,
        lease_owner = NULL, lease_until = NULL, replaced_id = NULL, replaced_token = NULL,
        replaced_started_at = NULL
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND fence = ?
        AND lease_until IS NOT NULL
      """;

  @Override
  public boolean failAmbiguously(Lease lease, Failure failure, ConnectionEvent event) {
    return fail(FAIL_AMBIGUOUSLY, lease, failure, event);
  }

  private static final String FAILED =
      """
      UPDATE connections
      SET status = coalesce(?, status), last_error_json = ?
      WHERE workspace_id = ? AND id = ? AND status <> 'revoked'
      """;

  private boolean fail(String sql, Lease lease, Failure failure, ConnectionEvent event) {
    boolean dead = failure.status().equals(Optional.of(Status.REAUTHORIZATION_REQUIRED));
    return transactions.write(
        tx -> {
          tx.update(
              FAILED,
              failure.status().map(Status::apiName),
              ConnectionRows.error(failure.error()),
              lease.workspace(),
              lease.connection());
          boolean mine =
              tx.update(
                      sql,
                      dead,
                      dead,
                      failure.error().nextAttemptAt(),
                      lease.workspace(),
                      lease.connection(),
                      lease.version(),
                      lease.fence())
                  == 1;
          if (mine) {
            append(tx, lease.workspace(), lease.connection(), event);
          } else {
            tx.undo();
          }
          return mine;
        });
  }

  private static final String LOCK_CONNECTION =
      """
      SELECT 1 FROM connections WHERE workspace_id = ? AND id = ? {for update}
      """;

  private static final String EXPIRE =
      """
      UPDATE grants
      SET expires_at = CASE WHEN expires_at < ? THEN expires_at ELSE ? END
      WHERE workspace_id = ? AND connection_id = ? AND version = ?
      """;

  @Override
  public boolean expire(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      Instant at,
      ConnectionEvent event) {
    return transactions.write(
        tx -> {
          boolean expired =
              tx.exists(LOCK_CONNECTION, workspace, connection)
                  && tx.update(EXPIRE, at, at, workspace, connection, version) == 1;
          if (expired) {
            append(tx, workspace, connection, event);
          } else {
            tx.undo();
          }
          return expired;
        });
  }

  private static Optional<Grant> find(Tx tx, WorkspaceId workspace, ConnectionId connection)
      throws SQLException {
    return tx.one(GrantRows::read, FIND, workspace, connection);
  }

  private static void append(
      Tx tx, WorkspaceId workspace, ConnectionId connection, ConnectionEvent event)
      throws SQLException {
    ConnectionEvents.append(tx, workspace, connection, event);
    tx.changed(new Change.ConnectionChanged(workspace, connection.value()));
  }
}
