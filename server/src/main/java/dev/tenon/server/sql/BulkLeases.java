package dev.tenon.server.sql;

import dev.tenon.connection.Attempt;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Leases of PostgreSQL's that many ask for at once, taken by one statement, by the database's
/// clock. Who cannot have it, and whose row somebody else holds, is left out: nobody is waited for.
final class BulkLeases {
  private BulkLeases() {}

  static final String TAKE =
      """
      WITH free AS (
        SELECT g.workspace_id, g.connection_id, a.lease_owner, a.length, a.attempt_id,
          a.attempt_token
        FROM unnest(CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BIGINT[]), CAST(? AS TEXT[]),
            CAST(? AS BIGINT[]), CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BIGINT[]),
            CAST(? AS BIGINT[]))
          AS a (workspace_id, connection_id, version, lease_owner, length, attempt_id,
            attempt_token, reuse_grace, after_lease)
        JOIN grants g ON g.workspace_id = a.workspace_id AND g.connection_id = a.connection_id
        WHERE g.version = a.version AND g.ended = 0
          AND (g.lease_until IS NULL OR g.lease_until <= {now})
          AND (g.attempt_id IS NULL OR g.attempt_started_at + a.reuse_grace > {now}
            OR g.lease_until IS NULL AND a.after_lease IS NOT NULL
            OR g.lease_until + a.after_lease <= {now})
        FOR NO KEY UPDATE OF g SKIP LOCKED)
      UPDATE grants g
      SET lease_owner = f.lease_owner, lease_until = {now} + f.length, fence = g.fence + 1,
        replaced_id = g.attempt_id, replaced_token = g.attempt_token,
        replaced_started_at = g.attempt_started_at, attempt_id = f.attempt_id,
        attempt_token = f.attempt_token,
        attempt_started_at = coalesce(g.attempt_started_at, {now})
      FROM free f
      WHERE g.workspace_id = f.workspace_id AND g.connection_id = f.connection_id
      RETURNING g.workspace_id, g.connection_id, g.attempt_id AS mine, g.fence,
        g.replaced_id AS attempt, g.replaced_token AS token, g.replaced_started_at AS started_at
      """;

  /// As [dev.tenon.connection.GrantStore#lease] says, for those who get it.
  static List<Optional<LeaseResult>> take(Tx tx, List<LeaseRequest> asked) throws SQLException {
    Map<Wish, Taken> taken = new HashMap<>();
    tx.list(Taken::read, TAKE, columns(asked)).forEach(each -> taken.put(each.wish(), each));
    List<Optional<LeaseResult>> results = new ArrayList<>();
    for (LeaseRequest request : asked) {
      // Taken out, so that nobody else has it too.
      results.add(Optional.ofNullable(taken.remove(Wish.of(request))).map(it -> it.by(request)));
    }
    return results;
  }

  private static List<Column> columns(List<LeaseRequest> asked) {
    return List.of(
        Column.texts(asked, LeaseRequest::workspace),
        Column.texts(asked, LeaseRequest::connection),
        Column.numbers(asked, LeaseRequest::version),
        Column.texts(asked, LeaseRequest::owner),
        Column.numbers(asked, LeaseRequest::length),
        Column.texts(asked, LeaseRequest::attempt),
        Column.texts(asked, LeaseRequest::refreshToken),
        Column.numbers(asked, it -> it.unfinished().reuseGrace()),
        Column.numbers(asked, it -> it.unfinished().afterLease()));
  }

  /// What a request is known by.
  private record Wish(GrantKey key, String attempt) {
    static Wish of(LeaseRequest request) {
      return new Wish(
          new GrantKey(request.workspace().value(), request.connection().value()),
          request.attempt());
    }
  }

  private record Taken(Wish wish, long fence, Optional<Attempt> unfinished) {
    static Taken read(Row row) throws SQLException {
      return new Taken(
          new Wish(GrantKey.read(row), row.text("mine")),
          row.number("fence"),
          GrantLeases.attempt(row));
    }

    LeaseResult by(LeaseRequest request) {
      return GrantLeases.leased(request, fence, unfinished);
    }
  }
}
