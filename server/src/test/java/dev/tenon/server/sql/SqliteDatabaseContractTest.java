package dev.tenon.server.sql;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// SQLite keeps the contract of databases.
final class SqliteDatabaseContractTest extends DatabaseContract {
  SqliteDatabaseContractTest(@TempDir Path directory) {
    super(Database.open(new DatabaseSettings.Sqlite(directory.resolve("tenon.db"))));
  }

  @Override
  List<String> tables() {
    return database()
        .transactions()
        .read(
            tx ->
                tx.list(
                    row -> row.text("name"),
                    """
                    SELECT name FROM sqlite_master
                    WHERE type = 'table' AND name NOT IN ('vault_keysets', 'nodes', 'listeners',
                      'schema_support', 'flyway_schema_history', 'scheduled_tasks')
                    """));
  }
}
