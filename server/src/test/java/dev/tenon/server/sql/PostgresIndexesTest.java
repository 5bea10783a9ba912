package dev.tenon.server.sql;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// PostgreSQL looks for work in its indexes, by its own statistics of 100 000 grants.
@ExtendWith(WithPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PostgresIndexesTest extends IndexesContract {
  private final Database database;

  PostgresIndexesTest(PostgresServer server) {
    database = Database.open(server.freshDatabase());
    for (String sql : FILL.split(";", -1)) {
      if (!sql.isBlank()) {
        database.transactions().once(tx -> tx.update(sql));
      }
    }
  }

  /// A hundredth of the grants is due, unplanned or about to end.
  private static final String FILL =
      """
      INSERT INTO workspaces (workspace_id, name, link_verification, created_at)
      VALUES ('ws_1', 'one', 'none', 0);

      INSERT INTO oauth_clients (workspace_id, id, name, connector, definition, client_id, lent,
        parameters_json, version, created_at, updated_at)
      SELECT 'ws_1', 'cl_' || n, 'client-' || n, 'c', 'd', 'x', 0, '{}', 1, 0, 0
      FROM generate_series(1, 20) n;

      INSERT INTO connections (workspace_id, id, oauth_client_id, owner_kind, owner, status,
        account_json, scopes, organizations_json, values_json, created_at)
      SELECT 'ws_1', 'con_' || n, 'cl_' || (n % 20 + 1), 'user', 'user_' || n, 'active', '{}', '',
        '{}', '{}', n
      FROM generate_series(1, 100000) n;

      INSERT INTO grants (workspace_id, connection_id, version, access_token, token_type, scope,
        received_at, consented_at, failures, ended, fence, oauth_client_id, next_refresh_at,
        planned_version, ends_at, told_stage, lease_owner, lease_until)
      SELECT 'ws_1', 'con_' || n, 3, decode(repeat('00', 400), 'hex'), 'Bearer', '', 0, 0, 0, 0, 0,
        'cl_' || (n % 20 + 1), CASE WHEN n % 100 = 0 THEN n ELSE 9000000000000 + n END,
        CASE WHEN n % 100 = 1 THEN 2 ELSE 3 END, CASE WHEN n % 100 = 2 THEN 0 ELSE 1000000 + n END,
        n % 3, CASE WHEN n % 100 = 3 THEN 'node-' || n % 5 END,
        CASE WHEN n % 100 = 3 THEN 9000000000000 END
      FROM generate_series(1, 100000) n;

      INSERT INTO connection_events (workspace_id, connection_id, number, at, type, details_json)
      SELECT 'ws_1', 'con_' || n, 1, 0, 'connected', '{}' FROM generate_series(1, 100000) n;

      INSERT INTO connection_words (workspace_id, word, connection_id)
      SELECT 'ws_1', 'user_' || n, 'con_' || n FROM generate_series(1, 100000) n;

      ANALYZE
      """;

  @Test
  void leases_that_are_asked_for_at_once_are_found_one_by_one() {
    assertUses("grants_pkey", explain(BulkLeases.TAKE, columns("T T N T N T T N N")));
  }

  @Test
  void commits_of_many_find_their_rows_one_by_one() {
    List<String> plan = explain(BulkCommits.WRITE, columns("T T N N B T T N N B B N N N N N T T"));

    assertUses("grants_pkey", plan);
    assertUses("connections_pkey", plan);
    assertUses("connection_events_pkey", plan);
  }

  /// Columns of 40 rows, of texts, numbers and bytes.
  private static Object[] columns(String types) {
    return Stream.of(types.split(" ", -1))
        .map(
            type ->
                switch (type) {
                  case "T" -> Column.Type.TEXT;
                  case "N" -> Column.Type.INT8;
                  default -> Column.Type.BYTEA;
                })
        .map(type -> new Column(type, Collections.nCopies(40, Optional.empty())))
        .toArray();
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Override
  List<String> explain(String sql, Object... parameters) {
    return database
        .transactions()
        .once(
            tx -> tx.list(row -> row.text("QUERY PLAN"), "EXPLAIN (COSTS OFF) " + sql, parameters));
  }

  @Override
  String connectionsById() {
    return "connections_pkey";
  }

  @Override
  boolean readsAll(String step) {
    return step.contains("Seq Scan on grants") || step.contains("Seq Scan on connection");
  }
}
