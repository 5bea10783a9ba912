package dev.tenon.server.sql;

import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commits of PostgreSQL's for many refreshes at once: one statement locks what they are about, and
/// another, which sees what is locked as it is, writes tokens, connections and events.
///
/// Who is fenced out, and whose rows somebody else holds, is left out: nobody is waited for.
final class BulkCommits {
  private BulkCommits() {}

  private static final String LOCK =
      """
      SELECT c.workspace_id, c.id AS connection_id, c.status, g.consented_at
      FROM unnest(CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]))
        AS a (workspace_id, connection_id, version, fence)
      JOIN connections c ON c.workspace_id = a.workspace_id AND c.id = a.connection_id
      JOIN grants g ON g.workspace_id = a.workspace_id AND g.connection_id = a.connection_id
      WHERE c.status <> 'revoked' AND g.version = a.version AND g.fence = a.fence
        AND g.lease_until IS NOT NULL
      FOR NO KEY UPDATE OF c, g SKIP LOCKED
      """;

  private static final String WRITE =
      """
      WITH a AS MATERIALIZED (
        SELECT *
        FROM unnest(CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BYTEA[]), CAST(? AS TEXT[]),
            CAST(? AS TEXT[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), CAST(? AS BYTEA[]),
            CAST(? AS BYTEA[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]),
            CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), CAST(? AS TEXT[]), CAST(? AS TEXT[]))
          AS a (workspace_id, connection_id, access_token, token_type, scope, expires_at,
            received_at, refresh_token, refresh_verifier, refresh_issued_at, refresh_expires_at,
            next_refresh_at, ends_at, at, type, details_json)),
      works AS (
        UPDATE connections c
        SET status = 'active', scopes = a.scope, last_refreshed_at = a.received_at,
          last_error_json = NULL
        FROM a
        WHERE c.workspace_id = a.workspace_id AND c.id = a.connection_id
        RETURNING c.workspace_id, c.id, c.oauth_client_id),
      replaced AS (
        UPDATE grants g
        SET version = g.version + 1, access_token = a.access_token, token_type = a.token_type,
          scope = a.scope, expires_at = a.expires_at, received_at = a.received_at,
          refresh_token = a.refresh_token, refresh_verifier = a.refresh_verifier,
          refresh_issued_at = a.refresh_issued_at, refresh_expires_at = a.refresh_expires_at,
          next_refresh_at = a.next_refresh_at, ends_at = a.ends_at,
          planned_version = g.version + 1,
          told_stage = CASE WHEN g.told_end < a.ends_at THEN 0 ELSE g.told_stage END,
          oauth_client_id = w.oauth_client_id, failures = 0, ended = 0, lease_owner = NULL,
          lease_until = NULL, attempt_id = NULL, attempt_token = NULL, attempt_started_at = NULL,
          replaced_id = NULL, replaced_token = NULL, replaced_started_at = NULL
        FROM a
        JOIN works w ON w.workspace_id = a.workspace_id AND w.id = a.connection_id
        WHERE g.workspace_id = a.workspace_id AND g.connection_id = a.connection_id)
      INSERT INTO connection_events (workspace_id, connection_id, number, at, type, details_json,
        status)
      SELECT a.workspace_id, a.connection_id,
        coalesce((SELECT max(e.number) FROM connection_events e
          WHERE e.workspace_id = a.workspace_id AND e.connection_id = a.connection_id), 0) + 1,
        a.at, a.type, a.details_json, 'active'
      FROM a
      RETURNING workspace_id, connection_id, number, CASE WHEN EXISTS (
        SELECT 1 FROM webhook_endpoints e WHERE e.workspace_id = connection_events.workspace_id)
        THEN 1 ELSE 0 END AS heard
      """;

  /// As [dev.tenon.connection.GrantStore#commit] says.
  static List<Optional<CommitResult>> write(Tx tx, List<Leased> asked) throws SQLException {
    Map<GrantKey, Locked> locked = lock(tx, asked);
    List<RefreshAnswer> mine =
        asked.stream().filter(it -> locked.containsKey(it.key())).map(Leased::answer).toList();
    if (!mine.isEmpty()) {
      write(tx, mine, locked);
    }
    return asked.stream()
        .map(it -> Optional.ofNullable(locked.get(it.key())).map(is -> committed(it, is)))
        .toList();
  }

  private static CommitResult committed(Leased leased, Locked locked) {
    return new CommitResult.Committed(leased.answer().grant(locked.consentedAt()));
  }

  private static Map<GrantKey, Locked> lock(Tx tx, List<Leased> asked) throws SQLException {
    Map<GrantKey, Locked> locked = new HashMap<>();
    tx.list(
            Locked::read,
            LOCK,
            Column.texts(asked, it -> it.answer().workspace()),
            Column.texts(asked, it -> it.answer().connection()),
            Column.numbers(asked, it -> it.lease().version()),
            Column.numbers(asked, it -> it.lease().fence()))
        .forEach(it -> locked.put(it.key(), it));
    return locked;
  }

  private static void write(Tx tx, List<RefreshAnswer> answers, Map<GrantKey, Locked> locked)
      throws SQLException {
    Map<GrantKey, Appended> appended = new HashMap<>();
    tx.list(Appended::read, WRITE, columns(answers)).forEach(it -> appended.put(it.key(), it));
    for (RefreshAnswer answer : answers) {
      GrantKey key = Leased.key(answer);
      Appended event = appended.get(key);
      Locked before = locked.get(key);
      if (event == null || before == null) {
        throw new IllegalStateException("a locked row was not written, which indicates a bug");
      }
      if (event.heard()) {
        ConnectionNews.tell(
            tx, answer.workspace(), answer.connection(), event.number(), answer.event());
      }
      tx.changed(new Change.ConnectionChanged(answer.workspace(), answer.connection().value()));
      if (before.hadFailed()) {
        ConnectionEvents.append(tx, answer.workspace(), answer.connection(), answer.recovered());
      }
    }
  }

  private static List<Column> columns(List<RefreshAnswer> answers) {
    return List.of(
        Column.texts(answers, RefreshAnswer::workspace),
        Column.texts(answers, RefreshAnswer::connection),
        Column.bytes(answers, it -> it.tokens().accessToken()),
        Column.texts(answers, it -> it.tokens().tokenType()),
        Column.texts(answers, it -> it.tokens().scope()),
        Column.numbers(answers, it -> it.tokens().expiresAt()),
        Column.numbers(answers, it -> it.tokens().requestedAt()),
        Column.bytes(answers, it -> it.tokens().refreshToken()),
        Column.bytes(answers, it -> it.tokens().refreshVerifier()),
        Column.numbers(answers, it -> it.tokens().refreshIssuedAt()),
        Column.numbers(answers, it -> it.tokens().refreshExpiresAt()),
        Column.numbers(answers, it -> it.plan().nextRefreshAt()),
        Column.numbers(answers, it -> it.plan().endsAt()),
        Column.numbers(answers, it -> it.event().at()),
        Column.texts(answers, it -> it.event().type()),
        Column.texts(answers, it -> Json.object(it.event().details())));
  }

  /// What is to be committed, and by which lease.
  record Leased(Lease lease, RefreshAnswer answer) {
    GrantKey key() {
      return key(answer);
    }

    static GrantKey key(RefreshAnswer answer) {
      return new GrantKey(answer.workspace().value(), answer.connection().value());
    }
  }

  private record Locked(GrantKey key, boolean hadFailed, Instant consentedAt) {
    static Locked read(Row row) throws SQLException {
      String status = row.text("status");
      boolean hadFailed =
          status.equals(Status.FAILING.apiName())
              || status.equals(Status.REAUTHORIZATION_REQUIRED.apiName());
      return new Locked(GrantKey.read(row), hadFailed, row.instant("consented_at"));
    }
  }

  /// @param heard whether the workspace has webhooks
  private record Appended(GrantKey key, long number, boolean heard) {
    static Appended read(Row row) throws SQLException {
      return new Appended(GrantKey.read(row), row.number("number"), row.flag("heard"));
    }
  }
}
