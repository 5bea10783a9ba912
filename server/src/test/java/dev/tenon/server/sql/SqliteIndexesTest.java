package dev.tenon.server.sql;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// SQLite looks for work in its indexes.
@TestInstance(Lifecycle.PER_CLASS)
final class SqliteIndexesTest extends IndexesContract {
  private final Database database;

  SqliteIndexesTest(@TempDir Path directory) {
    database = Database.open(new DatabaseSettings.Sqlite(directory.resolve("tenon.db")));
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Override
  List<String> explain(String sql, Object... parameters) {
    return database
        .transactions()
        .once(tx -> tx.list(row -> row.text("detail"), "EXPLAIN QUERY PLAN " + sql, parameters));
  }

  @Test
  void what_is_old_is_found_in_its_own_workspace() {
    assertUses(
        "webhook_deliveries_old_here",
        explain(SqlDeliveryQueue.PRUNE_DELIVERIES, WORKSPACE, WORKSPACE, Instant.EPOCH, 1_000));
    assertUses(
        "webhook_events_by_time",
        explain(SqlDeliveryQueue.PRUNE_EVENTS, WORKSPACE, WORKSPACE, Instant.EPOCH, 1_000));
  }

  @Override
  String connectionsById() {
    return "sqlite_autoindex_connections_1";
  }

  @Override
  boolean readsAll(String step) {
    // An index of its own for what is looked for may be read from its beginning.
    return step.matches("SCAN (grants|g|connections|c|w)( USING INDEX sqlite_autoindex.*)?");
  }
}
