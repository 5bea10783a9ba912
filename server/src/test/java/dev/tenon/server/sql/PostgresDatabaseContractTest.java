package dev.tenon.server.sql;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/// PostgreSQL keeps the contract of databases.
@ExtendWith(WithPostgres.class)
final class PostgresDatabaseContractTest extends DatabaseContract {
  PostgresDatabaseContractTest(PostgresServer server) {
    super(Database.open(server.freshDatabase()));
  }

  @Override
  List<String> tables() {
    return database()
        .transactions()
        .read(
            tx ->
                tx.list(
                    row -> row.text("tablename"),
                    """
                    SELECT tablename FROM pg_tables
                    WHERE schemaname = 'public'
                      AND tablename NOT IN ('vault_keysets', 'nodes', 'listeners', 'schema_support',
                        'flyway_schema_history', 'scheduled_tasks')
                    """));
  }
}
