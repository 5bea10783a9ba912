package dev.tenon.server.sql;

import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commits of PostgreSQL's for many refreshes at once: one statement locks what they are about and
/// writes tokens, connections and events.
///
/// Who is fenced out, and whose rows somebody else holds, is left out: nobody is waited for. Where
/// another event of a connection came between the statement's look and its lock, two would have one
/// number: then the whole is refused, and each is written by itself.
final class BulkCommits {
  private BulkCommits() {}

  static final String WRITE =
      """
      WITH mine AS (
        SELECT a.*, c.status AS status_before, c.oauth_client_id, g.consented_at
        FROM unnest(CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]),
            CAST(? AS BYTEA[]), CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BIGINT[]),
            CAST(? AS BIGINT[]), CAST(? AS BYTEA[]), CAST(? AS BYTEA[]), CAST(? AS BIGINT[]),
            CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]),
            CAST(? AS TEXT[]), CAST(? AS TEXT[]))
          AS a (workspace_id, connection_id, version, fence, access_token, token_type, scope,
            expires_at, received_at, refresh_token, refresh_verifier, refresh_issued_at,
            refresh_expires_at, next_refresh_at, ends_at, at, type, details_json)
        JOIN connections c ON c.workspace_id = a.workspace_id AND c.id = a.connection_id
        JOIN grants g ON g.workspace_id = a.workspace_id AND g.connection_id = a.connection_id
        WHERE c.status <> 'revoked' AND g.version = a.version AND g.fence = a.fence
          AND g.lease_until IS NOT NULL
        FOR NO KEY UPDATE OF c, g SKIP LOCKED),
      works AS (
        UPDATE connections c
        SET status = 'active', scopes = m.scope, last_refreshed_at = m.received_at,
          last_error_json = NULL
        FROM mine m
        WHERE c.workspace_id = m.workspace_id AND c.id = m.connection_id),
      replaced AS (
        UPDATE grants g
        SET version = g.version + 1, access_token = m.access_token, token_type = m.token_type,
          scope = m.scope, expires_at = m.expires_at, received_at = m.received_at,
          refresh_token = m.refresh_token, refresh_verifier = m.refresh_verifier,
          refresh_issued_at = m.refresh_issued_at, refresh_expires_at = m.refresh_expires_at,
          next_refresh_at = m.next_refresh_at, ends_at = m.ends_at,
          planned_version = g.version + 1,
          told_stage = CASE WHEN g.told_end < m.ends_at THEN 0 ELSE g.told_stage END,
          oauth_client_id = m.oauth_client_id, failures = 0, ended = 0, lease_owner = NULL,
          lease_until = NULL, attempt_id = NULL, attempt_token = NULL, attempt_started_at = NULL,
          replaced_id = NULL, replaced_token = NULL, replaced_started_at = NULL
        FROM mine m
        WHERE g.workspace_id = m.workspace_id AND g.connection_id = m.connection_id),
      appended AS (
        INSERT INTO connection_events (workspace_id, connection_id, number, at, type, details_json,
          status)
        SELECT m.workspace_id, m.connection_id,
          coalesce((SELECT max(e.number) FROM connection_events e
            WHERE e.workspace_id = m.workspace_id AND e.connection_id = m.connection_id), 0) + 1,
          m.at, m.type, m.details_json, 'active'
        FROM mine m
        RETURNING workspace_id, connection_id, number)
      SELECT m.workspace_id, m.connection_id, m.status_before, m.consented_at, n.number,
        CASE WHEN EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.workspace_id = m.workspace_id)
          THEN 1 ELSE 0 END AS heard
      FROM mine m
      JOIN appended n ON n.workspace_id = m.workspace_id AND n.connection_id = m.connection_id
      """;

  /// As [dev.tenon.connection.GrantStore#commit] says.
  static List<Optional<CommitResult>> write(Tx tx, List<Leased> asked) throws SQLException {
    Map<GrantKey, Written> written = new HashMap<>();
    tx.list(Written::read, WRITE, columns(asked)).forEach(it -> written.put(it.key(), it));
    List<Optional<CommitResult>> results = new ArrayList<>();
    for (Leased each : asked) {
      Written row = written.get(each.key());
      if (row == null) {
        results.add(Optional.empty());
      } else {
        tell(tx, each.answer(), row);
        results.add(
            Optional.of(new CommitResult.Committed(each.answer().grant(row.consentedAt()))));
      }
    }
    return results;
  }

  private static void tell(Tx tx, RefreshAnswer answer, Written row) throws SQLException {
    if (row.heard()) {
      ConnectionNews.tell(
          tx, answer.workspace(), answer.connection(), row.number(), answer.event());
    }
    tx.changed(new Change.ConnectionChanged(answer.workspace(), answer.connection().value()));
    if (row.hadFailed()) {
      ConnectionEvents.append(tx, answer.workspace(), answer.connection(), answer.recovered());
    }
  }

  private static List<Column> columns(List<Leased> asked) {
    return List.of(
        Column.texts(asked, it -> it.answer().workspace()),
        Column.texts(asked, it -> it.answer().connection()),
        Column.numbers(asked, it -> it.lease().version()),
        Column.numbers(asked, it -> it.lease().fence()),
        Column.bytes(asked, it -> it.tokens().accessToken()),
        Column.texts(asked, it -> it.tokens().tokenType()),
        Column.texts(asked, it -> it.tokens().scope()),
        Column.numbers(asked, it -> it.tokens().expiresAt()),
        Column.numbers(asked, it -> it.tokens().requestedAt()),
        Column.bytes(asked, it -> it.tokens().refreshToken()),
        Column.bytes(asked, it -> it.tokens().refreshVerifier()),
        Column.numbers(asked, it -> it.tokens().refreshIssuedAt()),
        Column.numbers(asked, it -> it.tokens().refreshExpiresAt()),
        Column.numbers(asked, it -> it.answer().plan().nextRefreshAt()),
        Column.numbers(asked, it -> it.answer().plan().endsAt()),
        Column.numbers(asked, it -> it.answer().event().at()),
        Column.texts(asked, it -> it.answer().event().type()),
        Column.texts(asked, it -> Json.object(it.answer().event().details())));
  }

  /// What is to be committed, and by which lease.
  record Leased(Lease lease, RefreshAnswer answer) {
    GrantKey key() {
      return new GrantKey(answer.workspace().value(), answer.connection().value());
    }

    GrantTokens tokens() {
      return answer.tokens();
    }
  }

  /// @param hadFailed whether the connection did not work until now
  /// @param number of the event
  /// @param heard whether the workspace has webhooks
  private record Written(
      GrantKey key, boolean hadFailed, Instant consentedAt, long number, boolean heard) {
    static Written read(Row row) throws SQLException {
      String before = row.text("status_before");
      return new Written(
          GrantKey.read(row),
          before.equals(Status.FAILING.apiName())
              || before.equals(Status.REAUTHORIZATION_REQUIRED.apiName()),
          row.instant("consented_at"),
          row.number("number"),
          row.flag("heard"));
    }
  }
}
